using Praxis.App;
using Praxis.Core;
using Spectre.Console;

namespace Praxis.Cli;

/// <summary>A bar for each phase, with epoch, loss, validation metric and time left; notices stand above the
/// bars.</summary>
internal sealed class LiveProgress(VerbHost host) : ProgressDisplay
{
    /// <inheritdoc/>
    public override T Show<T>(Func<Action<FitEvent>, T> job)
    {
        IAnsiConsole console = ResultPrinter.Create(host.Error, isTerminal: true, host.Width);
        return console.Progress()
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 20 },
                new ElapsedTimeColumn())
            .Start(context =>
            {
                var bars = new Bars(context, console);
                T result = job(bars.Report);
                bars.Finish();
                return result;
            });
    }

    private sealed class Bars(ProgressContext context, IAnsiConsole console)
    {
        private ProgressTask? _bar;
        private string _phase = "working";
        private string _last = string.Empty;
        private int _epochCount;

        public void Report(FitEvent happened)
        {
            switch (happened)
            {
                case PhaseEvent phase:
                    Finish();
                    (_phase, _last, _epochCount) = (phase.Name, string.Empty, 0);
                    _bar = context.AddTask(Markup.Escape(phase.Name));
                    _bar.IsIndeterminate = true;
                    break;
                case StepEvent step:
                    double share = (double)step.Step / Math.Max(1, step.StepCount);
                    string epochs = _epochCount == 0 ? $"epoch {step.Epoch}" : $"epoch {step.Epoch}/{_epochCount}";
                    Move(_epochCount == 0 ? share : (step.Epoch - 1 + share) / _epochCount);
                    Describe($"{epochs}, loss {step.Loss:F4}{_last}");
                    break;
                case PartEvent part:
                    Move((double)part.Part / part.PartCount);
                    Describe(EventText.Of(part));
                    break;
                case ChainEvent chain:
                    Move((double)chain.Sweep / chain.SweepCount);
                    Describe(EventText.Of(chain));
                    break;
                case EpochEvent epoch:
                    _epochCount = epoch.EpochCount;
                    string metric = string.Concat(epoch.Metrics.Take(1).Select(one => $", {one.Key} {one.Value:F4}"));
                    _last = $"{metric}, at most {EventText.Span(epoch.SecondsLeft)} left";
                    Move((double)epoch.Epoch / epoch.EpochCount);
                    Describe($"epoch {epoch.Epoch}/{epoch.EpochCount}, loss {epoch.Loss:F4}{_last}");
                    break;
                default:
                    console.WriteLine(EventText.Of(happened));
                    break;
            }
        }

        public void Finish()
        {
            if (_bar is not null)
            {
                Move(1);
                _bar.StopTask();
            }
        }

        private void Move(double share)
        {
            _bar ??= context.AddTask(Markup.Escape(_phase));
            _bar.IsIndeterminate = false;
            _bar.Value = share * _bar.MaxValue;
        }

        private void Describe(string state) => _bar!.Description = Markup.Escape($"{_phase}: {state}");
    }
}
