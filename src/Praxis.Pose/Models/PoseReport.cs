using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Scores of a pose network on its test sets: tables, curves and pictures.</summary>
internal sealed class PoseReport(FittedPose fitted, PoseData data, FitContext context)
{
    private readonly PoseUnit _unit = data.Unit;
    private readonly List<Scored> _sets = [];

    private double Threshold => PoseData.ThresholdOf(_unit);

    private string Measure => _unit switch
    {
        PoseUnit.Head => "PCKh@0.5",
        PoseUnit.Torso => "PCK@0.2",
        _ => "PCK@0.1 of the box",
    };

    /// <summary>Finds all people of the tests and scores them.</summary>
    /// <param name="notes">What else a reader must know.</param>
    internal RunResults Build(IReadOnlyList<string> notes)
    {
        foreach (PoseTestSet set in data.Tests.Where(static set => set.Examples.Count > 0))
        {
            context.Report(new PhaseEvent($"measuring {set.Examples.Count} people of {set.Name}"));
            PosePair[] pairs = PoseEvaluation.Find(fitted.Predictor, set.Examples, context);
            _sets.Add(new Scored(set, pairs, JointErrors.Of(pairs, fitted.Skeleton, _unit)));
        }

        if (_sets.Count == 0)
        {
            throw new InputException("there is nobody to be tested on; give --test other pictures");
        }

        var metrics = new Dictionary<string, double>();
        foreach (Scored set in _sets)
        {
            metrics[$"{Measure}/{set.Name}"] = PckScores.Of(set.Errors, Threshold, []).Mean;
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

        return new RunResults(metrics, tables, Curves(), Notes(notes))
        {
            Pictures = new PosePictures(fitted, data).Build(),
            UnitScores = [.. _sets.Select(PersonScores)],
        };
    }

    private string[] Notes(IReadOnlyList<string> notes) =>
    [
        .. notes,
        $"{fitted.WeightCount:N0} trained numbers; each picture is looked at with its mirror image.".Replace(',', ' '),
        "Low and high bound the 95 % interval, by drawing people again.",
        "A swapped side is a joint found at its mirror's place and not at its own; a wrong person likewise.",
        .. _sets.Any(static set => set.Name == "fake")
            ? (string[])["The set fake shares its mechanism with pasting and is no part of any mean."]
            : [],
    ];

    private ResultTable Sets() => new(
        "sets",
        $"{Measure} in percent, with what confuses",
        ["set", "people", Measure, "low", "high", "at half of it", "swapped sides", "wrong person"],
        [
            .. _sets.Select(set =>
            {
                (double low, double high) = Interval(set.Errors);
                return (IReadOnlyList<object?>)
                [
                    set.Name,
                    set.Pairs.Length,
                    Percent(PckScores.Of(set.Errors, Threshold, []).Mean),
                    Percent(low),
                    Percent(high),
                    Percent(PckScores.Of(set.Errors, Threshold / 2, []).Mean),
                    Percent(100 * ConfusionRate.OfSides(set.Pairs, fitted.Skeleton, _unit, Threshold).Rate),
                    Percent(100 * ConfusionRate.OfPeople(set.Pairs, fitted.Skeleton, _unit, Threshold).Rate),
                ];
            }),
        ]);

    // A hundred people have some thousand joints: tenths are all that is to be read. Nothing where nothing counts.
    private static double? Percent(double value) => double.IsNaN(value) ? null : Math.Round(value, 1);

    // Of the pooled percentage, by drawing people again: the difference to a run that finds nothing.
    private (double Low, double High) Interval(JointErrors errors)
    {
        (double[] shares, double[] weights) = Shares(errors, Threshold);
        if (weights.Sum() == 0)
        {
            return (double.NaN, double.NaN);
        }

        var bootstrap = PairedBootstrap.Of([new double[shares.Length]], [shares], weights, seed: 1, draws: 1000);
        return (100 * bootstrap.Low, 100 * bootstrap.High);
    }

    /// <summary>Share of correct joints of each person, and the number of those that count.</summary>
    internal static (double[] Shares, double[] Weights) Shares(JointErrors errors, double threshold)
    {
        var shares = new double[errors.PersonCount];
        var weights = new double[errors.PersonCount];
        for (int person = 0; person < shares.Length; person++)
        {
            int correct = 0;
            for (int joint = 0; joint < errors.Skeleton.Count; joint++)
            {
                weights[person] += double.IsNaN(errors[person, joint]) ? 0 : 1;
                correct += errors[person, joint] <= threshold ? 1 : 0;
            }

            shares[person] = weights[person] > 0 ? correct / weights[person] : 0;
        }

        return (shares, weights);
    }

    // People are the same where their annotated joints are.
    private UnitScores PersonScores(Scored set)
    {
        (double[] shares, double[] weights) = Shares(set.Errors, Threshold);
        double[] places =
        [
            .. set.Test.Examples.SelectMany(static one => one.Original.Joints)
                .SelectMany(static joint => (double[])[joint.X, joint.Y]),
        ];
        return new UnitScores(
            $"{Measure}/{set.Name}",
            "people",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(places))),
            [.. shares.Select(static share => 100 * share)],
            weights);
    }

    private ResultTable PerJoint()
    {
        PckScores[] scores = [.. _sets.Select(set => PckScores.Of(set.Errors, Threshold, []))];
        return new ResultTable(
            "joints",
            $"{Measure} in percent by joint, left and right together",
            ["joint", .. _sets.Select(static set => set.Name)],
            [
                .. scores[0].Groups.Select((group, i) => (IReadOnlyList<object?>)
                    [group.Name.Replace('_', ' '), .. scores.Select(one => (object?)Percent(one.Groups[i].Percent))]),
            ]);
    }

    private ResultTable States() => new(
        "states",
        $"{Measure} in percent by what hides the joint",
        ["set", "joint is", "joints", Measure],
        [
            .. _sets.SelectMany(set => StateAccuracy.Of(set.Pairs, fitted.Skeleton, _unit, Threshold).Select(one =>
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
            metrics[$"AP/{set.Name}"] = scores.AveragePrecision;
            rows.Add(
            [
                set.Name,
                scores.AveragePrecision,
                scores.Precision50,
                scores.Precision75,
                scores.PrecisionMedium,
                scores.PrecisionLarge,
                scores.AverageRecall,
            ]);
        }

        return new ResultTable(
            "coco", "COCO's average precision, boxes given", ["set", "AP", "AP50", "AP75", "AP M", "AP L", "AR"], rows);
    }

    private List<Chart> Curves() =>
    [
        new Chart(
            "thresholds",
            "Correct joints by how far they may be off",
            $"threshold in units of the {_unit.ToString().ToLower(CultureInfo.InvariantCulture)}",
            "percent of joints",
            ChartKind.Line,
            [
                .. _sets.Select(set =>
                {
                    double[] x = [.. Enumerable.Range(0, 21).Select(i => i * Threshold / 20)];
                    return new ChartSeries(
                        set.Name, x, [.. x.Select(value => PckScores.Of(set.Errors, value, []).Mean)]);
                }),
            ]),
        .. fitted.Placements is null ? (Chart[])[] : PlacementCharts.Of(fitted.Placements),
    ];

    private sealed record Scored(PoseTestSet Test, PosePair[] Pairs, JointErrors Errors)
    {
        internal string Name => Test.Name;
    }
}
