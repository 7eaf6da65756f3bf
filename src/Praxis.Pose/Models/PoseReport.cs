using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Scores of a pose network on its test sets: tables, curves and pictures.</summary>
internal sealed class PoseReport(FittedPose fitted, PoseData data, FitContext context)
{
    private readonly PoseMeasure _measure = data.Measure;
    private readonly List<Scored> _sets = [];

    /// <summary>Finds all people of the tests and scores them.</summary>
    /// <param name="notes">What else a reader must know.</param>
    internal RunResults Build(IReadOnlyList<string> notes)
    {
        foreach (PoseTestSet set in data.Tests.Where(static set => set.Examples.Count > 0))
        {
            context.Report(new PhaseEvent($"measuring {set.Examples.Count} people of {set.Name}"));
            PosePair[] pairs = PoseEvaluation.Find(fitted.Predictor, set.Examples, context);
            _sets.Add(new Scored(set, pairs, JointErrors.Of(pairs, fitted.Skeleton, _measure.Unit)));
        }

        if (_sets.Count == 0)
        {
            throw new InputException("there is nobody to be tested on; give --test other pictures");
        }

        var metrics = new Dictionary<string, double>();
        foreach (Scored set in _sets)
        {
            metrics[$"{_measure.Name}/{set.Name}"] = _measure.Scores(set.Errors).Mean;
        }

        List<ResultTable> tables = [Sets(), PerJoint(), States()];
        if (data.Skeleton.Joints.SequenceEqual(PoseSkeleton.Coco.Joints))
        {
            tables.Insert(1, Coco(metrics));
        }

        if (MassOnPeople.TableOf(fitted.Predictor, data.Tests, context) is { } mass)
        {
            tables.Add(mass);
        }

        List<Chart> charts = Curves();
        if (fitted.Placements is { } placements && data.Pool is { } pool)
        {
            var targets = new PlacementTargets(
                placements, fitted.Recipe, fitted.Skeleton, data.Train, pool.Types);
            charts.AddRange([.. PlacementCharts.Of(placements, pool.Types), targets.ByJoint()]);
            tables.Add(targets.ByType());
        }

        return new RunResults(metrics, tables, charts, Notes(notes))
        {
            Pictures = new PosePictures(fitted, data).Build(),
            UnitScores = [.. _sets.Select(PersonScores)],
        };
    }

    private string[] Notes(IReadOnlyList<string> notes)
    {
        int all = _sets.Sum(static set => set.Pairs.Length);
        int left = all - _sets.Sum(CountOf);
        return
        [
            .. notes,
            $"{fitted.WeightCount:N0} trained numbers; each picture is looked at with its mirror image."
                .Replace(',', ' '),
            "Low and high bound the 95 % interval, by drawing people again.",
            "A swapped side is a joint found at its mirror's place and not at its own; a wrong person likewise.",
            .. left == 0 ? (string[])[] :
            [
                $"{left} of {all} people count in no score: "
                    + (_measure.Unit == PoseUnit.Torso ? "left shoulder and right hip" : "a joint")
                    + " must be annotated.",
            ],
            .. _sets.Any(static set => set.Name == "fake")
                ? (string[])["The set fake shares its mechanism with pasting and is no part of any mean."]
                : [],
        ];
    }

    private ResultTable Sets() => new(
        "sets",
        $"{_measure.Name} in percent, with what confuses",
        [
            "set", "people", _measure.Name, "low", "high", _measure.StrictName, "area under the curve", "swapped sides",
            "wrong person",
        ],
        [
            .. _sets.Select(set =>
            {
                (double low, double high) = Interval(set.Errors);
                return (IReadOnlyList<object?>)
                [
                    set.Name,
                    CountOf(set),
                    Percent(_measure.Scores(set.Errors).Mean),
                    Percent(low),
                    Percent(high),
                    Percent(_measure.Scores(set.Errors, _measure.StrictThreshold).Mean),
                    Percent(_measure.AreaUnderCurve(set.Errors)),
                    Percent(100 * _measure.SwappedSides(set.Pairs, fitted.Skeleton).Rate),
                    Percent(100 * _measure.WrongPeople(set.Pairs, fitted.Skeleton).Rate),
                ];
            }),
        ]);

    // People without the unit, as without a torso, count in no score.
    private int CountOf(Scored set) => Enumerable.Range(0, set.Pairs.Length)
        .Count(person => Enumerable.Range(0, fitted.Skeleton.Count)
            .Any(joint => !double.IsNaN(set.Errors[person, joint])));

    // A hundred people have some thousand joints: tenths are all that is to be read. Nothing where nothing counts.
    private static double? Percent(double value) => double.IsNaN(value) ? null : Math.Round(value, 1);

    // Of the pooled percentage, by drawing people again: the difference to a run that finds nothing.
    private (double Low, double High) Interval(JointErrors errors)
    {
        (double[] shares, double[] counts) = _measure.ByPerson(errors);
        if (counts.Sum() == 0)
        {
            return (double.NaN, double.NaN);
        }

        var bootstrap = PairedBootstrap.Of([new double[shares.Length]], [shares], counts, seed: 1, draws: 1000);
        return (100 * bootstrap.Low, 100 * bootstrap.High);
    }

    // People are the same where their annotated joints are.
    private UnitScores PersonScores(Scored set)
    {
        (double[] shares, double[] counts) = _measure.ByPerson(set.Errors);
        double[] places =
        [
            .. set.Test.Examples.SelectMany(static one => one.Original.Joints)
                .SelectMany(static joint => (double[])[joint.X, joint.Y]),
        ];
        return new UnitScores(
            $"{_measure.Name}/{set.Name}",
            "people",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(places))),
            [.. shares.Select(static share => 100 * share)],
            counts);
    }

    private ResultTable PerJoint()
    {
        PckScores[] scores = [.. _sets.Select(set => _measure.Scores(set.Errors))];
        return new ResultTable(
            "joints",
            $"{_measure.Name} in percent by joint, left and right together",
            ["joint", .. _sets.Select(static set => set.Name)],
            [
                .. scores[0].Groups.Select((group, i) => (IReadOnlyList<object?>)
                    [group.Name.Replace('_', ' '), .. scores.Select(one => (object?)Percent(one.Groups[i].Percent))]),
            ]);
    }

    private ResultTable States() => new(
        "states",
        $"{_measure.Name} in percent by what hides the joint",
        ["set", "joint is", "joints", _measure.Name],
        [
            .. _sets.SelectMany(set => _measure.States(set.Pairs, fitted.Skeleton).Select(one =>
                (IReadOnlyList<object?>)[set.Name, Words(one.State), one.Count, Percent(one.Percent)])),
        ]);

    private static string Words(JointState state) => state switch
    {
        JointState.Visible => "seen",
        JointState.HiddenBySelf => "hidden by the own body",
        JointState.HiddenByObject => "hidden by an object",
        JointState.HiddenByPerson => "hidden by another person",
        JointState.Outside => "outside the picture",
        _ => "hidden",
    };

    private ResultTable Coco(Dictionary<string, double> metrics)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (Scored set in _sets)
        {
            PosePicture[] pictures =
            [
                .. set.Test.Examples.GroupBy(static one => one.PictureId).Select(static group =>
                    new PosePicture(string.Empty, [.. group.Select(static one => one.Original)]) { Id = group.Key }),
            ];
            CocoScores scores = CocoAveragePrecision.Of(
                pictures,
                set.Pairs.Select((pair, i) => new PoseDetection(
                    set.Test.Examples[i].PictureId, pair.Found, PoseDetection.ScoreOf(1, pair.Found))),
                fitted.Skeleton);
            if (!double.IsNaN(scores.AveragePrecision))
            {
                metrics[$"AP/{set.Name}"] = scores.AveragePrecision;
            }

            double[] columns =
            [
                scores.AveragePrecision,
                scores.Precision50,
                scores.Precision75,
                scores.PrecisionMedium,
                scores.PrecisionLarge,
                scores.AverageRecall,
            ];
            rows.Add([set.Name, .. columns.Select(static value => double.IsNaN(value) ? null : (object?)value)]);
        }

        return new ResultTable(
            "coco", "COCO's average precision, boxes given", ["set", "AP", "AP50", "AP75", "AP M", "AP L", "AR"], rows);
    }

    private List<Chart> Curves() =>
    [
        new Chart(
            "thresholds",
            "Correct joints by how far they may be off",
            $"threshold in units of the {_measure.Unit.ToString().ToLower(CultureInfo.InvariantCulture)}",
            "percent of joints",
            ChartKind.Line,
            [
                .. _sets.Select(set =>
                {
                    double[] x = [.. Enumerable.Range(0, 21).Select(i => i * _measure.Threshold / 20)];
                    return new ChartSeries(
                        set.Name, x, [.. x.Select(value => _measure.Scores(set.Errors, value).Mean)]);
                }),
            ]),
    ];

    private sealed record Scored(PoseTestSet Test, PosePair[] Pairs, JointErrors Errors)
    {
        internal string Name => Test.Name;
    }
}
