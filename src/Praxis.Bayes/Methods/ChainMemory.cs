using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Tells how much memory chains will take, before they are made.</summary>
internal static class ChainMemory
{
    private const double Mega = 1e6;

    /// <summary>Reports the need as a notice, and refuses what the machine has no room for.</summary>
    /// <param name="plan">How many chains.</param>
    /// <param name="indicators">Indicators of each chain.</param>
    /// <param name="matrixElements">Elements of the matrices that all chains share.</param>
    /// <param name="context">Where to report.</param>
    /// <exception cref="InputException">They need more memory than the machine has.</exception>
    internal static void Tell(ChainPlan plan, long indicators, long matrixElements, FitContext context)
    {
        double bytes = ((double)plan.ChainCount * indicators * InclusionAccumulator.BytesPerIndicator)
            + (matrixElements * sizeof(double));
        string need = $"{plan.ChainCount} chains of {plan.WarmUp} + {plan.Draws} sweeps over {indicators} indicators "
            + $"need about {Math.Max(1, Math.Ceiling(bytes / Mega)):F0} MB";
        double room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > room)
        {
            throw new InputException(
                $"{need}, and this machine has {Math.Floor(room / Mega):F0} MB: leave columns out, as by their "
                + "correlation with the response, or ask for fewer --chains");
        }

        context.Report(new NoticeEvent(need, IsWarning: false));
    }
}
