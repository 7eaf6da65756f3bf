namespace Praxis.Pose;

/// <summary>How long the bones of a set are, to tell impossible ones.</summary>
/// <remarks>
/// A picture shortens bones and never lengthens them. A person's scale is the median over its bones of length by the
/// set's median of that bone; a bone is too long where it is that many times its median that the logarithm lies five
/// robust deviations (1.4826 times the median distance from the median) beyond the set's, and 2.5 times at least.
/// Likewise the size of the joints by the size of the box, both ways. Sets of few people have no statistics.
/// </remarks>
internal sealed class BoneStatistics
{
    private const int LeastPeople = 20;
    private const int LeastBones = 5;
    private const double MostDeviations = 5;
    private const double LeastRatio = 2.5;
    private const double SmallestDeviation = 0.05;
    private const double DeviationOfMedian = 1.4826;
    private const double NoLength = 0.5;
    private const double MostLabelled = 0.75;
    private readonly PoseSkeleton _skeleton;
    private readonly double[] _medians;
    private readonly (double Middle, double Deviation)[] _ratios;
    private readonly (double Middle, double Deviation) _box;

    private BoneStatistics(
        PoseSkeleton skeleton,
        double[] medians,
        (double Middle, double Deviation)[] ratios,
        (double Middle, double Deviation) box)
    {
        _skeleton = skeleton;
        _medians = medians;
        _ratios = ratios;
        _box = box;
    }

    public static BoneStatistics Of(PoseSet set)
    {
        Person[] people = [.. set.Pictures.SelectMany(picture => picture.People)];
        int count = set.Skeleton.Bones.Count;
        var lengths = new List<double>[count];
        for (int bone = 0; bone < count; bone++)
        {
            lengths[bone] = [];
        }

        // Lengths by the diagonal of the joints, so that large people do not weigh more.
        foreach (Person person in people)
        {
            double size = PoseSetBuilder.BoxOf(person.Joints).Diagonal;
            for (int bone = 0; bone < count; bone++)
            {
                double length = Length(person, set.Skeleton, bone);
                if (length > NoLength && size > 0)
                {
                    lengths[bone].Add(length / size);
                }
            }
        }

        double[] medians =
            [.. lengths.Select(values => values.Count < LeastPeople ? double.NaN : Median([.. values]))];
        var ratios = new List<double>[count];
        for (int bone = 0; bone < count; bone++)
        {
            ratios[bone] = [];
        }

        foreach (Person person in people)
        {
            double scale = Scale(person, set.Skeleton, medians);
            for (int bone = 0; bone < count; bone++)
            {
                double ratio = Length(person, set.Skeleton, bone) / (medians[bone] * scale);
                if (ratio > 0 && double.IsFinite(ratio))
                {
                    ratios[bone].Add(Math.Log(ratio));
                }
            }
        }

        double[] boxes = [.. people.Select(BoxRatio).Where(double.IsFinite)];
        return new BoneStatistics(
            set.Skeleton, medians, [.. ratios.Select(values => Spread([.. values]))], Spread(boxes));
    }

    public void Find(Person person, PoseDoctor.Report report)
    {
        double scale = Scale(person, _skeleton, _medians);
        for (int bone = 0; bone < _medians.Length; bone++)
        {
            (int from, int to) = _skeleton.Bones[bone];
            string name = $"{_skeleton.Joints[from]}, {_skeleton.Joints[to]}";
            double length = Length(person, _skeleton, bone);
            if (length <= NoLength)
            {
                report.Add(PoseFindingKind.ImpossibleBone, name, "both joints lie at one place");
                continue;
            }

            double ratio = length / (_medians[bone] * scale);
            (double middle, double deviation) = _ratios[bone];
            if (ratio > LeastRatio && Math.Log(ratio) > middle + (MostDeviations * deviation))
            {
                report.Add(PoseFindingKind.ImpossibleBone, name,
                    $"is {length:0.#} pixels long, {ratio:0.#} times what the person's other bones let expect");
            }
        }

        double box = BoxRatio(person);
        if (Math.Abs(box - _box.Middle) > MostDeviations * _box.Deviation)
        {
            report.Add(PoseFindingKind.ScaleOutlier, "",
                $"the size of its joints by that of its box is {Math.Exp(box - _box.Middle):0.##} times the usual one");
        }
    }

    // Pixels; NaN where an end is missing.
    private static double Length(Person person, PoseSkeleton skeleton, int bone)
    {
        (Joint from, Joint to) = (person.Joints[skeleton.Bones[bone].From], person.Joints[skeleton.Bones[bone].To]);
        return from.IsLabelled && to.IsLabelled
            ? Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2))
            : double.NaN;
    }

    private static double Scale(Person person, PoseSkeleton skeleton, double[] medians)
    {
        double[] scales =
        [
            .. medians.Select((median, bone) => Length(person, skeleton, bone) / median).Where(double.IsFinite),
        ];
        return scales.Length < LeastBones ? double.NaN : Median(scales);
    }

    // Logarithm of joint size by box size, of people with most of their joints.
    private static double BoxRatio(Person person)
    {
        int labelled = person.Joints.Count(joint => joint.IsLabelled);
        PersonBox joints = PoseSetBuilder.BoxOf(person.Joints);
        double ratio = Math.Max(joints.Width, joints.Height) / Math.Max(person.Box.Width, person.Box.Height);
        return labelled >= MostLabelled * person.Joints.Count && ratio > 0 ? Math.Log(ratio) : double.NaN;
    }

    private static (double Middle, double Deviation) Spread(double[] values)
    {
        if (values.Length < LeastPeople)
        {
            return (0, double.PositiveInfinity);
        }

        double middle = Median(values);
        double distance = Median([.. values.Select(value => Math.Abs(value - middle))]);
        return (middle, Math.Max(DeviationOfMedian * distance, SmallestDeviation));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
