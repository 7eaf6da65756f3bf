using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Measures models on the same windows of the same clips.</summary>
internal static class MotionEvaluation
{
    /// <summary>The error of each model in each action at each foretold frame.</summary>
    /// <param name="models">Names and models; all see the same windows, which the first one's lengths give.</param>
    /// <param name="data">The test clips.</param>
    /// <param name="protocol">Which windows.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="InputException">No clip is long enough.</exception>
    internal static MotionErrors Run(
        IReadOnlyList<(string Name, IMotionModel Model)> models,
        MotionData data,
        WindowProtocol protocol,
        FitContext context)
    {
        IMotionModel first = models[0].Model;
        (PreparedClip Clip, int Start)[] windows = [.. data.Test.SelectMany(clip => Starts(clip, first, protocol))];
        if (windows.Length == 0)
        {
            throw new InputException($"no test clip holds {first.ObservedCount + first.FutureCount} frames at "
                + $"{1 / data.FrameSeconds:0.#} a second; give longer clips");
        }

        var errors = new WindowError[models.Count][];
        for (int model = 0; model < models.Count; model++)
        {
            context.Report(new PhaseEvent($"measuring {models[model].Name} on {windows.Length} windows"));
            errors[model] = Measure(models[model].Model, windows, context);
        }

        string[] actions = [.. windows.Select(static window => window.Clip.Action).Distinct()];
        return new MotionErrors(
            [.. models.Select(static one => one.Name)],
            actions,
            [.. actions.Select(action => windows.Count(window => window.Clip.Action == action))],
            [
                .. errors.Select(own => (IReadOnlyList<WindowError>)[
                    .. actions.Select(action => WindowError.Mean(
                        [.. own.Where((_, i) => windows[i].Clip.Action == action)])),
                ]),
            ],
            data.FrameSeconds,
            first.Layout.Space);
    }

    private static IEnumerable<(PreparedClip Clip, int Start)> Starts(
        PreparedClip clip, IMotionModel model, WindowProtocol protocol)
    {
        int length = model.ObservedCount + model.FutureCount;
        IReadOnlyList<int> starts = clip.Whole.FrameCount < length ? []
            : protocol == WindowProtocol.All
                ? BenchmarkWindows.All(clip.Whole.FrameCount, model.ObservedCount, model.FutureCount)
                : BenchmarkWindows.Cmu(clip.Whole.FrameCount, protocol, model.ObservedCount, model.FutureCount);
        return starts.Select(start => (clip, start));
    }

    private static WindowError[] Measure(
        IMotionModel model, (PreparedClip Clip, int Start)[] windows, FitContext context)
    {
        var errors = new WindowError[windows.Length];
        int pieces = context.ThreadCount;
        Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = pieces }, piece =>
        {
            using IMotionSession session = model.NewSession();
            for (int i = piece; i < windows.Length; i += pieces)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                (PreparedClip clip, int start) = windows[i];
                PoseMatrix truth = clip.Whole.Slice(start + model.ObservedCount, model.FutureCount);
                PoseMatrix observed = model.Layout.ToNodes(clip.Whole.Slice(start, model.ObservedCount));
                errors[i] = WindowError.Of(model.Layout, model.Layout.ToWhole(session.Predict(observed), truth), truth);
            }
        });
        return errors;
    }
}

/// <summary>Errors of foretold frames: [frames] each.</summary>
/// <param name="Position">Mean distance of joints, in the skeleton's unit.</param>
/// <param name="Euler">Distance of Euler angles in radians; empty in position space.</param>
/// <param name="Geodesic">Mean angle of joints in radians; empty in position space.</param>
internal sealed record WindowError(double[] Position, double[] Euler, double[] Geodesic)
{
    internal static WindowError Of(PoseLayout layout, PoseMatrix predicted, PoseMatrix truth)
    {
        if (layout.Space == PoseSpace.Position)
        {
            return new WindowError(JointPositionError.PerFrame(predicted, truth), [], []);
        }

        return new WindowError(
            JointPositionError.PerFrame(
                ExponentialMapRows.ToPositions(predicted, layout.Skeleton),
                ExponentialMapRows.ToPositions(truth, layout.Skeleton)),
            AngleError.Euler(predicted, truth),
            AngleError.Geodesic(predicted, truth));
    }

    internal static WindowError Mean(IReadOnlyList<WindowError> errors) => new(
        ErrorCurve.Mean(errors.Select(static one => one.Position)),
        ErrorCurve.Mean(errors.Select(static one => one.Euler)),
        ErrorCurve.Mean(errors.Select(static one => one.Geodesic)));
}

/// <summary>Errors of models by action.</summary>
/// <param name="Models">Names.</param>
/// <param name="Actions">Names.</param>
/// <param name="WindowCounts">Windows of each action.</param>
/// <param name="Errors">[models][actions].</param>
/// <param name="FrameSeconds">Seconds from one frame to the next.</param>
/// <param name="Space">What was foretold.</param>
internal sealed record MotionErrors(
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Actions,
    IReadOnlyList<int> WindowCounts,
    IReadOnlyList<IReadOnlyList<WindowError>> Errors,
    double FrameSeconds,
    PoseSpace Space)
{
    /// <summary>Mean over actions, as the benchmarks have it.</summary>
    internal WindowError MeanOf(int model) => WindowError.Mean(Errors[model]);
}
