using Praxis.Core;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>Trains any network: epochs, AdamW, early stopping on validation, checkpoints and resume, one dispose scope
/// a step.</summary>
/// <remarks>
/// A training that is killed at any moment and resumed ends with the same bytes as one that was not: the steps depend
/// only on parameters, moments, epoch, step and seed, and all of these are in the checkpoint.
/// </remarks>
public sealed class TrainingLoop
{
    private readonly string _name;
    private readonly TrainingOptions _options;

    /// <summary>Makes the loop.</summary>
    /// <param name="name">The network's name, under which checkpoints are kept.</param>
    /// <param name="options">How it runs.</param>
    public TrainingLoop(string name, TrainingOptions options)
    {
        _name = name;
        _options = options;
    }

    /// <summary>Trains until the epochs, the patience or the time are used up, and leaves the best epoch's
    /// values.</summary>
    /// <param name="network">The network.</param>
    /// <param name="context">Threads, clock, time limit, cancellation, events and checkpoints.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="TrainingDivergedException">The loss or the gradient stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">The context was cancelled; a checkpoint was saved
    /// first.</exception>
    public TrainingOutcome Run(ITrainable network, FitContext context)
    {
        using var kept = new KeptValues(network, _options.AverageDecay);
        TrainingState state = Resume(network, kept, context);
        AdamW? optimizer = network.AppliesGradients
            ? null
            : new AdamW(network.Parameters, _options, context.ThreadCount, network.Tables);
        long started = context.Clock.GetTimestamp();
        double secondsBefore = state.Seconds;
        double lastSave = state.Seconds;
        string stoppedBy = state.StoppedBy ?? "epochs";

        while (state.Epoch < _options.EpochCount && stoppedBy == "epochs")
        {
            int stepCount = network.StepsIn(state.Epoch);
            while (state.Step < stepCount)
            {
                double loss = TakeStep(network, optimizer, state);
                kept.Average?.Add(state.GlobalStep + 1);
                state = state with
                {
                    Step = state.Step + 1,
                    GlobalStep = state.GlobalStep + 1,
                    LossSum = state.LossSum + loss,
                    MetricSums = Added(state.MetricSums, network.StepMetrics),
                    Seconds = secondsBefore + context.Clock.GetElapsedTime(started).TotalSeconds,
                };
                context.Report(new StepEvent(state.Epoch + 1, state.Step, stepCount, loss));
                bool isCancelled = context.Cancellation.IsCancellationRequested;
                if (isCancelled || state.Seconds - lastSave >= _options.CheckpointSeconds)
                {
                    Save(context, state, network, kept);
                    lastSave = state.Seconds;
                }

                context.Cancellation.ThrowIfCancellationRequested();
                if (IsOutOfTime(context, state) && state.Step < stepCount)
                {
                    stoppedBy = "time limit";
                    break;
                }
            }

            try
            {
                state = EndEpoch(network, context, state, stepCount, kept);
            }
            catch (OperationCanceledException)
            {
                // Validation heeds the cancellation too; the epoch's steps are done and must not be lost.
                Save(context, state, network, kept);
                throw;
            }

            if (stoppedBy == "epochs")
            {
                stoppedBy = IsOutOfTime(context, state) ? "time limit"
                    : _options.Patience > 0 && state.Epoch - state.BestEpoch >= _options.Patience ? "patience"
                    : "epochs";
            }
        }

        kept.Best.Restore();
        if (_options.KeepsLast && state.StoppedBy is null)
        {
            // What comes after may die too, and must not train this again, nor elsewhere than it began.
            Save(context, state with { StoppedBy = stoppedBy }, network, kept);
        }

        if (stoppedBy != "epochs")
        {
            // Where a time limit cuts depends on the machine's speed, so a repeated run may end elsewhere.
            bool isByTime = stoppedBy == "time limit";
            string repeat = isByTime ? "; repeated, it may end at another" : string.Empty;
            context.Report(new NoticeEvent(
                $"{_name} was ended by the {stoppedBy} at epoch {state.Epoch}, the best is {state.BestEpoch}{repeat}",
                isByTime));
        }

        return new TrainingOutcome(state.BestEpoch, state.BestMetric, state.Epoch, stoppedBy);
    }

    private static Dictionary<string, double> Added(
        IReadOnlyDictionary<string, double> sums, IReadOnlyDictionary<string, double> step) =>
        step.ToDictionary(one => one.Key, one => one.Value + sums.GetValueOrDefault(one.Key));

    private static bool IsOutOfTime(FitContext context, TrainingState state) =>
        context.TimeLimit is { } limit && state.Seconds >= limit.TotalSeconds;

    private double TakeStep(ITrainable network, AdamW? optimizer, TrainingState state)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double loss = network.Step(state.Epoch, state.Step);
        return double.IsFinite(loss) && optimizer?.Apply(state.GlobalStep + 1) != false
            ? loss
            : throw new TrainingDivergedException(
                $"training {_name} diverged at step {state.GlobalStep + 1} of epoch {state.Epoch + 1}: loss {loss:G4} "
                + $"at learning rate {_options.LearningRate:G3}; lower --learning-rate");
    }

    private TrainingState EndEpoch(
        ITrainable network, FitContext context, TrainingState state, int stepCount, KeptValues kept)
    {
        foreach (RowAdamW table in network.Tables)
        {
            table.PayAll(state.GlobalStep);
        }

        (IReadOnlyDictionary<string, double> metrics, double metric, bool isBest) = kept.Averaged(() =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            IReadOnlyDictionary<string, double> found = network.Validate();
            double watched = _options.KeepsLast ? 0 : found[_options.Metric];
            if (double.IsNaN(watched))
            {
                throw new TrainingDivergedException(
                    $"{_options.Metric} of {_name} is not a number after epoch {state.Epoch + 1}, so that no epoch can "
                    + "be chosen by it; validate on cases that it is defined for");
            }

            bool isBetter = _options.KeepsLast || state.BestEpoch == 0 || watched > state.BestMetric;
            if (isBetter)
            {
                kept.Best.Keep();
            }

            return (found, watched, isBetter);
        });
        int epoch = state.Epoch + 1;
        double left = state.Seconds / epoch * (_options.EpochCount - epoch);
        if (context.TimeLimit is { } limit)
        {
            left = Math.Min(left, Math.Max(0, limit.TotalSeconds - state.Seconds));
        }

        int steps = Math.Max(1, Math.Min(state.Step, stepCount));
        context.Report(new EpochEvent(
            epoch,
            _options.EpochCount,
            state.LossSum / steps,
            metrics,
            isBest && !_options.KeepsLast,
            state.Seconds,
            left)
        {
            StepMetrics = state.MetricSums.Count == 0
                ? null
                : state.MetricSums.ToDictionary(static sum => sum.Key, sum => sum.Value / steps),
        });
        return state with
        {
            Epoch = epoch,
            Step = 0,
            LossSum = 0,
            MetricSums = new Dictionary<string, double>(),
            BestEpoch = isBest ? epoch : state.BestEpoch,
            BestMetric = isBest ? metric : state.BestMetric,
        };
    }

    private TrainingState Resume(ITrainable network, KeptValues kept, FitContext context)
    {
        string? folder = context.Checkpoints?.Latest(_name);
        if (folder is null)
        {
            return new TrainingState();
        }

        TrainingState state = TrainingCheckpoint.Read(folder, network, kept.Best, kept.Average);
        context.Report(
            new NoticeEvent($"{_name} goes on at epoch {state.Epoch + 1}, step {state.Step + 1}", IsWarning: false));
        return state;
    }

    private void Save(FitContext context, TrainingState state, ITrainable network, KeptValues kept) =>
        context.Checkpoints?.Save(
            _name,
            state.GlobalStep,
            folder => TrainingCheckpoint.Write(folder, state, network, kept.Best, kept.Average));
}
