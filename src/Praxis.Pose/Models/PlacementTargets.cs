using System.Globalization;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>Where a generator puts parts, as seen from the people in the pictures: the joints that the parts' middles
/// come near, and the usual place of each type of part.</summary>
internal sealed class PlacementTargets
{
    // As a share of the picture's longer side; a person's torso is a quarter of it or so.
    private const double Near = 1.0 / 8;
    private const int GridSteps = 9;
    private readonly NamedArray _placements;
    private readonly IReadOnlyList<BodyPartType> _types;
    private readonly string[] _joints;
    private readonly (double X, double Y)?[][] _places;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Finds the joints in the pictures that the generator was asked about.</summary>
    /// <param name="placements">[epochs, pictures, types, 3].</param>
    /// <param name="recipe">Says how large pictures are.</param>
    /// <param name="skeleton">Joints of the people.</param>
    /// <param name="people">Those in the pictures, in their order; more may follow.</param>
    /// <param name="types">Types that were pasted; of others the generator learns nothing.</param>
    internal PlacementTargets(
        NamedArray placements,
        PoseRecipe recipe,
        PoseSkeleton skeleton,
        IReadOnlyList<PoseExample> people,
        IReadOnlyList<BodyPartType> types)
    {
        _placements = placements;
        _types = types;
        _width = recipe.Width;
        _height = recipe.Height;
        _joints = [.. skeleton.Joints];
        _places =
        [
            .. people.Take((int)placements.Shape[1]).Select(one =>
            {
                var crop = CropTransform.Of(one.Person.Box, _width, _height);
                return one.Person.Joints.Select(joint => joint.IsLabelled
                    ? crop.ToCrop(joint.X, joint.Y)
                    : ((double X, double Y)?)null).ToArray();
            }),
        ];
    }

    private int Epochs => (int)_placements.Shape[0];

    /// <summary>Bars of the joint that a part's middle is nearest to, first and last epoch beside chance.</summary>
    internal Chart ByJoint()
    {
        string[] categories = [.. _joints.Select(static joint => joint.Replace('_', ' ')), "none near"];
        double[] x = [.. Enumerable.Range(0, categories.Length).Select(static i => (double)i)];
        return new Chart(
            "placements-by-joint",
            "Joint nearest to the middle of a part, within an eighth of the picture",
            "joint",
            "percent of answers",
            ChartKind.Bar,
            [
                new ChartSeries("after epoch 1", x, Shares(picture => Answers(0, picture))),
                new ChartSeries(
                    string.Create(CultureInfo.InvariantCulture, $"after epoch {Epochs}"),
                    x,
                    Shares(picture => Answers(Epochs - 1, picture))),
                new ChartSeries("at random", x, Shares(static _ => Grid())),
            ])
        {
            Categories = categories,
        };
    }

    /// <summary>What the generator says of each type of part after the last epoch.</summary>
    internal ResultTable ByType() => new(
        "placements",
        "Where the generator puts each part after the last epoch: means over pictures and their standard deviations",
        [
            "part", "turned clockwise, degrees", "from the left, %", "from the top, %", "spread across, %",
            "spread down, %",
        ],
        [
            .. _types.Select(type =>
            {
                PastePlacement[] answers =
                    [.. Enumerable.Range(0, _places.Length).Select(picture => At(Epochs - 1, picture, type.Index))];
                (double meanX, double spreadX) = Moments(answers.Select(static one => 50 * (one.Middle.X + 1)));
                (double meanY, double spreadY) = Moments(answers.Select(static one => 50 * (one.Middle.Y + 1)));
                // Angles stay within a right angle, so that their mean is the usual one. The map is of sampling, with y
                // downwards: above 0 the part is seen turned clockwise.
                double angle = answers.Average(static one => one.Angle * 180 / Math.PI);
                return (IReadOnlyList<object?>)
                    [type.Name, Tenths(angle), Tenths(meanX), Tenths(meanY), Tenths(spreadX), Tenths(spreadY)];
            }),
        ]);

    // Every placement that a generator can give has the same weight.
    private static IEnumerable<PastePlacement> Grid()
    {
        double[] steps =
        [
            .. Enumerable.Range(0, GridSteps)
                .Select(static i => ((i + 0.5) / GridSteps) - PastePlacement.OutputReach),
        ];
        return steps.SelectMany(angle => steps.SelectMany(x => steps.Select(y => PastePlacement.Of(angle, x, y))));
    }

    private static (double Mean, double Spread) Moments(IEnumerable<double> numbers)
    {
        double[] values = [.. numbers];
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private static double Tenths(double value) => Math.Round(value, 1);

    private IEnumerable<PastePlacement> Answers(int epoch, int picture) =>
        _types.Select(type => At(epoch, picture, type.Index));

    private PastePlacement At(int epoch, int picture, int type) =>
        PlacementHistory.Placement(_placements, epoch, picture, type);

    private double[] Shares(Func<int, IEnumerable<PastePlacement>> answers)
    {
        var counts = new double[_joints.Length + 1];
        for (int picture = 0; picture < _places.Length; picture++)
        {
            foreach (PastePlacement answer in answers(picture))
            {
                counts[NearestTo(answer.Middle, _places[picture])]++;
            }
        }

        double all = counts.Sum();
        return [.. counts.Select(count => 100 * count / all)];
    }

    // The joint's number, or that behind the last where none is near.
    private int NearestTo((double X, double Y) middle, (double X, double Y)?[] joints)
    {
        // -1 and 1 stand on the centres of the outer pixels.
        double x = ((middle.X + 1) / 2 * (_width - 1)) + 0.5;
        double y = ((middle.Y + 1) / 2 * (_height - 1)) + 0.5;
        int nearest = joints.Length;
        double least = Near * Math.Max(_width, _height);
        for (int joint = 0; joint < joints.Length; joint++)
        {
            if (joints[joint] is { } at && double.Hypot(at.X - x, at.Y - y) is var distance && distance < least)
            {
                (nearest, least) = (joint, distance);
            }
        }

        return nearest;
    }
}
