using Praxis.Core;

namespace Praxis.App;

/// <summary>Events as plain lines, for logs and for terminals that cannot redraw.</summary>
public static class EventText
{
    /// <summary>One line for an event.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>The line, without a line end.</returns>
    public static string Of(FitEvent happened) => happened switch
    {
        PhaseEvent phase => phase.Name,
        StepEvent step => $"epoch {step.Epoch}, step {step.Step}/{step.StepCount}, loss {step.Loss:F4}",
        PartEvent part => $"{part.Name} {part.Part}/{part.PartCount}, about {Span(part.SecondsLeft)} left",
        ChainEvent chain => OfChain(chain),
        EpochEvent epoch => OfEpoch(epoch),
        NoticeEvent notice => (notice.IsWarning ? "warning: " : "note: ") + notice.Message,
        _ => happened.ToString(),
    };

    /// <summary>A span of time in words short enough for a line.</summary>
    /// <param name="seconds">Seconds; negative or not finite when unknown.</param>
    /// <returns>As in "42s", "3m 05s" or "1h 02m".</returns>
    public static string Span(double seconds)
    {
        if (!double.IsFinite(seconds) || seconds < 0)
        {
            return "?";
        }

        long whole = (long)Math.Round(seconds);
        return seconds < 9.95 ? $"{seconds:F1}s"
            : whole < 60 ? $"{whole}s"
            : whole < 3600 ? $"{whole / 60}m {whole % 60:D2}s"
            : $"{whole / 3600}h {whole / 60 % 60:D2}m";
    }

    private static string OfChain(ChainEvent chain)
    {
        string rHat = double.IsFinite(chain.RHat) ? $", R-hat {chain.RHat:F3}" : string.Empty;
        return $"{(chain.IsWarmUp ? "warm-up" : "draws")}, sweep {chain.Sweep}/{chain.SweepCount}, "
            + $"{chain.ProposalsPerSecond / 1e6:F2} M proposals/s, {chain.Acceptance:P1} accepted{rHat}, "
            + $"about {Span(chain.SecondsLeft)} left";
    }

    private static string OfEpoch(EpochEvent epoch)
    {
        string metrics = string.Concat(epoch.Metrics.Concat(epoch.StepMetrics ?? new Dictionary<string, double>())
            .Select(metric => $", {metric.Key} {metric.Value:F4}"));
        string best = epoch.IsBest ? " (best)" : string.Empty;
        return $"epoch {epoch.Epoch}/{epoch.EpochCount}, loss {epoch.Loss:F4}{metrics}{best}, "
            + $"at most {Span(epoch.SecondsLeft)} left";
    }
}
