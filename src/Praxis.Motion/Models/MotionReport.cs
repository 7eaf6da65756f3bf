using System.Globalization;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Errors of models as tables and curves.</summary>
internal sealed class MotionReport(MotionErrors errors, MotionData data, WindowProtocol protocol)
{
    private const int ShortFrame = 10;
    private const int LongFrame = 25;
    private readonly int _frames = errors.Errors[0][0].Position.Length;

    private string Unit => data.MillimetresPerUnit is null ? "units of the file" : "mm";

    private double Factor => data.MillimetresPerUnit ?? 1;

    /// <summary>Builds the results.</summary>
    /// <param name="notes">What else a reader must know.</param>
    internal RunResults Build(IEnumerable<string> notes)
    {
        var metrics = new Dictionary<string, double>();
        WindowError own = errors.MeanOf(0);
        bool isAngle = errors.Space == PoseSpace.Angle;
        foreach (int frame in Frames().Where(frame => frame is ShortFrame or LongFrame || frame == _frames).Distinct())
        {
            string label = Label(frame);
            if (isAngle)
            {
                metrics[$"Euler angle error at {label}"] = own.Euler[frame - 1];
            }

            metrics[$"MPJPE at {label}"] = own.Position[frame - 1] * Factor;
        }

        AddQuality(metrics, errors.QualityOf(0));

        var tables = new List<ResultTable>();
        var charts = new List<Chart>();
        if (isAngle)
        {
            tables.Add(Models("models-angle", "Euler angle error in radians", static one => one.Euler, 1));
            tables.Add(Actions("actions-angle", "Euler angle error in radians", static one => one.Euler, 1));
            tables.Add(Means("means-angle", "Euler angle error in radians", static one => one.Euler, 1));
            tables.Add(Models(
                "models-geodesic", "Mean geodesic angle error of joints in radians", static one => one.Geodesic, 1));
            charts.Add(Curve("error-angle", "Euler angle error in radians", static one => one.Euler, 1));
        }

        tables.Add(Models("models", $"MPJPE in {Unit}", static one => one.Position, Factor));
        tables.Add(Actions("actions", $"MPJPE in {Unit}", static one => one.Position, Factor));
        tables.Add(Means("means", $"MPJPE in {Unit}", static one => one.Position, Factor));
        tables.Add(Quality());
        charts.Add(Curve("error", $"MPJPE in {Unit}", static one => one.Position, Factor));
        return new RunResults(
            metrics,
            tables,
            charts,
            [
                .. notes,
                .. data.Notes,
                .. Nominal(),
                Protocol(),
                double.IsFinite(errors.TrueSkate)
                    ? "Foot skate is measured on the true path of the root, which no network here foretells."
                    : "Foot skate was not measured: it needs feet known by name, the unit of positions and a root's "
                        + "path in that unit.",
                "Labels are the benchmarks' milliseconds, 40 a frame; true ones stand behind them "
                    + string.Create(
                        CultureInfo.InvariantCulture, $"({1 / errors.FrameSeconds:0.##} frames a second)."),
            ]);
    }

    // The benchmark's skeleton has its own unit, in which all published tables are.
    private IEnumerable<string> Nominal()
    {
        double? nominal = SkeletonDescription.Cmu.Skeleton.MillimetresPerUnit;
        return data.MillimetresPerUnit is { } unit && unit == nominal
            ?
            [
                "Millimetres are true ones; tables of the CMU benchmark are in nominal ones: divide by "
                    + unit.ToString("0.#####", CultureInfo.InvariantCulture) + " to compare.",
            ]
            : [];
    }

    private string Protocol() => protocol switch
    {
        WindowProtocol.Seeds8 or WindowProtocol.Seeds256 =>
            $"Protocol: {(protocol == WindowProtocol.Seeds8 ? 8 : 256)} " + (errors.HasTwoTakes
                ? "windows an action by turns from its two takes, as Human3.6M has them, from the benchmark's seed."
                : "windows a test file from the benchmark's seed."),
        _ => $"Protocol: all {errors.WindowCounts.Sum()} windows; the mean is over actions, each counting alike.",
    };

    private int[] Frames()
    {
        int[] known = [.. ErrorCurve.TableFrames.Where(frame => frame <= _frames)];
        return known.Length > 0 && known[^1] == _frames ? known : [.. known, _frames];
    }

    private string Label(int frame) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ErrorCurve.LabelMilliseconds(frame):0} ({ErrorCurve.TrueMilliseconds(frame, errors.FrameSeconds):0} ms)");

    private ResultTable Models(string name, string what, Func<WindowError, double[]> measure, double factor) => new(
        name,
        $"{what}, mean over actions",
        ["model", .. Frames().Select(Label)],
        [.. errors.Models.Select((model, i) => Row(model, measure(errors.MeanOf(i)), factor))]);

    private ResultTable Actions(string name, string what, Func<WindowError, double[]> measure, double factor) => new(
        name,
        $"{what} of {errors.Models[0]}, by action",
        ["action", "windows", .. Frames().Select(Label)],
        [
            .. errors.Actions.Select((action, i) =>
            {
                IReadOnlyList<object?> row = Row(action, measure(errors.Errors[0][i]), factor);
                return (IReadOnlyList<object?>)[row[0], errors.WindowCounts[i], .. row.Skip(1)];
            }),
            [
                "mean",
                errors.WindowCounts.Sum(),
                .. Row("", measure(errors.MeanOf(0)), factor).Skip(1),
            ],
        ]);

    // All models beside each other, over all foretold frames.
    private ResultTable Means(string name, string what, Func<WindowError, double[]> measure, double factor) => new(
        name,
        $"{what}, mean over all {_frames} foretold frames, by action",
        ["action", .. errors.Models],
        [
            .. errors.Actions.Select((action, i) => (IReadOnlyList<object?>)
                [action, .. errors.Errors.Select(own => (object?)(measure(own[i]).Average() * factor))]),
            [
                "mean",
                .. errors.Models.Select((_, model) => (object?)(measure(errors.MeanOf(model)).Average() * factor)),
            ],
        ]);

    private ResultTable Quality() => new(
        "quality",
        "Rhythm, bones and feet, mean over actions: NPSS of "
            + (errors.Space == PoseSpace.Angle ? "Euler angles" : "positions")
            + ", error of bone lengths, way of a standing foot",
        ["model", "NPSS", $"bone length error ({Unit})", "bone length error (%)", "foot skate (cm a frame)"],
        [
            .. errors.Models.Select((model, i) =>
            {
                PoseQuality quality = errors.QualityOf(i);
                return (IReadOnlyList<object?>)
                [
                    model,
                    quality.Rhythm,
                    Known(quality.BoneUnits * Factor),
                    Known(100 * quality.BoneShare),
                    Known(quality.Skate),
                ];
            }),
            ["the truth itself", 0.0, 0.0, 0.0, Known(errors.TrueSkate)],
        ]);

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private void AddQuality(Dictionary<string, double> metrics, PoseQuality quality)
    {
        metrics["NPSS"] = quality.Rhythm;
        foreach ((string name, double value) in ((string, double)[])[
            ($"bone length error in {Unit}", quality.BoneUnits * Factor),
            ("bone length error in %", 100 * quality.BoneShare),
            ("foot skate in cm a frame", quality.Skate)])
        {
            if (double.IsFinite(value))
            {
                metrics[name] = value;
            }
        }
    }

    private IReadOnlyList<object?> Row(string name, double[] curve, double factor) =>
        [name, .. Frames().Select(frame => (object?)(curve[frame - 1] * factor))];

    private Chart Curve(string name, string what, Func<WindowError, double[]> measure, double factor) => new(
        name,
        $"{what} over the foretold time, mean over actions",
        "true time in ms",
        what,
        ChartKind.Line,
        [
            .. errors.Models.Select((model, i) => new ChartSeries(
                model,
                [.. Enumerable.Range(1, _frames).Select(frame =>
                    ErrorCurve.TrueMilliseconds(frame, errors.FrameSeconds))],
                [.. measure(errors.MeanOf(i)).Select(value => value * factor)])),
        ]);
}
