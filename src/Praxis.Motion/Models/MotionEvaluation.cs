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
        (TestWindow[] windows, bool hasTwoTakes) =
            MotionWindows.Of(data, first.ObservedCount, first.FutureCount, protocol);
        var measures = new PoseMeasures(first.Layout, first.ObservedCount, first.FutureCount, data.FrameSeconds);
        string[] actions = [.. windows.Select(static window => window.Clip.Action).Distinct()];
        int[][] places =
        [
            .. actions.Select(action => Enumerable.Range(0, windows.Length)
                .Where(i => windows[i].Clip.Action == action).ToArray()),
        ];
        var errors = new IReadOnlyList<WindowError>[models.Count];
        var qualities = new IReadOnlyList<PoseQuality>[models.Count];
        for (int model = 0; model < models.Count; model++)
        {
            context.Report(new PhaseEvent($"measuring {models[model].Name} on {windows.Length} windows"));
            (WindowError Error, PoseQualitySums Quality)[] own =
                Measure(models[model].Model, windows, measures, context);
            errors[model] = [.. places.Select(mine => WindowError.Mean([.. mine.Select(i => own[i].Error)]))];
            qualities[model] =
                [.. places.Select(mine => PoseQualitySums.Over([.. mine.Select(i => own[i].Quality)]))];
        }

        return new MotionErrors(
            [.. models.Select(static one => one.Name)],
            actions,
            [.. places.Select(static mine => mine.Length)],
            errors,
            qualities,
            TrueSkate(first.Layout, windows, places, measures),
            data.FrameSeconds,
            first.Layout.Space,
            hasTwoTakes);
    }

    // Recorded feet slide too: what the models' skate is to be seen beside.
    private static double TrueSkate(
        PoseLayout layout, TestWindow[] windows, int[][] places, PoseMeasures measures)
    {
        PoseQualitySums[] own =
        [
            .. windows.Select(window =>
            {
                PoseMatrix truth = window.Clip.Whole.Slice(window.Start + measures.Observed, measures.Spectrum.Length);
                return PoseQualitySums.Of(layout, truth, window, truth, measures);
            }),
        ];
        return PoseQuality.Mean([.. places.Select(mine => PoseQualitySums.Over([.. mine.Select(i => own[i])]))]).Skate;
    }

    private static (WindowError Error, PoseQualitySums Quality)[] Measure(
        IMotionModel model, TestWindow[] windows, PoseMeasures measures, FitContext context)
    {
        var errors = new (WindowError, PoseQualitySums)[windows.Length];
        int pieces = context.ThreadCount;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = pieces,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, pieces, parallel, piece =>
        {
            using IMotionSession session = model.NewSession();
            for (int i = piece; i < windows.Length; i += pieces)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                (PreparedClip clip, int start) = windows[i];
                PoseMatrix truth = clip.Whole.Slice(start + model.ObservedCount, model.FutureCount);
                PoseMatrix observed = model.Layout.ToNodes(clip.Whole.Slice(start, model.ObservedCount));
                PoseMatrix predicted = model.Layout.ToWhole(session.Predict(observed), truth);
                errors[i] = (
                    WindowError.Of(model.Layout, predicted, truth),
                    PoseQualitySums.Of(model.Layout, predicted, windows[i], truth, measures));
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
/// <param name="Qualities">[models][actions].</param>
/// <param name="TrueSkate">Foot skate of the truth itself.</param>
/// <param name="FrameSeconds">Seconds from one frame to the next.</param>
/// <param name="Space">What was foretold.</param>
/// <param name="HasTwoTakes">Whether windows were drawn by turns from two takes of an action.</param>
internal sealed record MotionErrors(
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Actions,
    IReadOnlyList<int> WindowCounts,
    IReadOnlyList<IReadOnlyList<WindowError>> Errors,
    IReadOnlyList<IReadOnlyList<PoseQuality>> Qualities,
    double TrueSkate,
    double FrameSeconds,
    PoseSpace Space,
    bool HasTwoTakes)
{
    /// <summary>Mean over actions, as the benchmarks have it.</summary>
    internal WindowError MeanOf(int model) => WindowError.Mean(Errors[model]);

    /// <summary>The same of rhythm, bones and feet.</summary>
    internal PoseQuality QualityOf(int model) => PoseQuality.Mean(Qualities[model]);
}
