using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Looks for mistakes in annotations.</summary>
/// <remarks>
/// Findings are suspects to look at, not errors: a twisted body or an acrobat may trip a rule. A person whose every
/// left and right joint is exchanged cannot be told from one seen from behind without its picture, and is not found.
/// </remarks>
public static class PoseDoctor
{
    private const double MostOutside = 1;
    private const double SamePlace = 0.02;
    private const int LeastCommon = 3;

    /// <summary>Examines a set.</summary>
    /// <param name="set">Pictures with people.</param>
    /// <param name="readsSizes">Whether sizes of pictures are read from their files.</param>
    /// <returns>The findings.</returns>
    public static PoseDiagnosis Examine(PoseSet set, bool readsSizes = true)
    {
        var findings = new List<PoseFinding>(set.AbsentPictures.Select(path => new PoseFinding(
            PoseFindingKind.PictureAbsent, path, 0, "", "is not on the disk; its people are left out")));
        var bones = BoneStatistics.Of(set);
        var ids = new HashSet<long>();
        foreach (PosePicture picture in set.Pictures)
        {
            (int Width, int Height)? read = readsSizes ? SizeOf(picture.Path, findings) : null;
            FindOtherSize(picture, read, findings);
            (int Width, int Height)? size = picture.Size ?? read;
            for (int i = 0; i < picture.People.Count; i++)
            {
                Person person = picture.People[i];
                var report = new Report(findings, picture.Path, person.Id);
                if (person.Id != 0 && !ids.Add(person.Id))
                {
                    report.Add(PoseFindingKind.DuplicateId, "", "another annotation has the same number");
                }

                if (!person.Joints.Any(joint => joint.IsLabelled))
                {
                    if (!person.IsCrowd)
                    {
                        report.Add(PoseFindingKind.NoJoint, "", "has no labelled joint");
                    }

                    continue;
                }

                FindUnusableBox(person, size, report);
                FindOutside(person, set.Skeleton, size, report);
                FindDuplicate(picture.People, i, report);
                SideRules.Find(person, set.Skeleton, report);
                bones.Find(person, report);
            }
        }

        return new PoseDiagnosis(findings, set.Pictures.Count, set.PersonCount, Shares(set));
    }

    private static double[] Shares(PoseSet set)
    {
        var shares = new double[set.Skeleton.Count];
        foreach (Person person in set.Pictures.SelectMany(picture => picture.People))
        {
            for (int joint = 0; joint < shares.Length; joint++)
            {
                shares[joint] += person.Joints[joint].IsLabelled ? 1.0 / set.PersonCount : 0;
            }
        }

        return shares;
    }

    private static (int Width, int Height)? SizeOf(string path, List<PoseFinding> findings)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return ImageFile.SizeOf(path);
        }
        catch (InputException unreadable)
        {
            findings.Add(new PoseFinding(PoseFindingKind.PictureUnreadable, path, 0, "", unreadable.Message));
            return null;
        }
    }

    // Where all joints are off, this is why.
    private static void FindOtherSize(PosePicture picture, (int Width, int Height)? read, List<PoseFinding> findings)
    {
        if (picture.Size is { } stated && read is { } own && stated != own)
        {
            string why = stated == (own.Height, own.Width)
                ? "made before the picture was turned by its EXIF mark"
                : "made on another size of it";
            findings.Add(new PoseFinding(
                PoseFindingKind.SizeDiffers,
                picture.Path,
                0,
                "",
                $"is {own.Width} x {own.Height} where the annotations state {stated.Width} x {stated.Height}: they were"
                    + $" {why}"));
        }
    }

    private static void FindOutside(
        Person person, PoseSkeleton skeleton, (int Width, int Height)? size, Report report)
    {
        for (int i = 0; i < person.Joints.Count && size is not null; i++)
        {
            Joint joint = person.Joints[i];
            double beyond = Math.Max(
                Math.Max(-joint.X, joint.X - size.Value.Width), Math.Max(-joint.Y, joint.Y - size.Value.Height));
            if (joint.IsLabelled && joint.State != JointState.Outside && beyond > MostOutside)
            {
                report.Add(PoseFindingKind.JointOutside, skeleton.Joints[i],
                    $"lies at ({joint.X:0.#}, {joint.Y:0.#}), {beyond:0.#} pixels outside the picture of"
                    + $" {size.Value.Width} x {size.Value.Height}");
            }
        }
    }

    // A crop is made from the box: one without size, or with no pixel of the picture in it, shows nothing.
    private static void FindUnusableBox(Person person, (int Width, int Height)? size, Report report)
    {
        PersonBox box = person.Box;
        string place = $"its box of {box.Width:0.#} x {box.Height:0.#} at ({box.X:0.#}, {box.Y:0.#})";
        if (person.HeadBox is { Diagonal: not > 0 })
        {
            report.Add(PoseFindingKind.BoxUnusable, "", "its head box has no size");
        }

        if (!(box.Width > 0 || box.Height > 0))
        {
            report.Add(PoseFindingKind.BoxUnusable, "", $"{place} has no size");
        }
        else if (size is { } whole
            && (box.X >= whole.Width || box.Y >= whole.Height || box.X + box.Width <= 0 || box.Y + box.Height <= 0))
        {
            report.Add(
                PoseFindingKind.BoxUnusable,
                "",
                $"{place} lies outside the picture of {whole.Width} x {whole.Height}");
        }
    }

    // Two of whom all common joints lie within a fiftieth of their size of one another, on average.
    private static void FindDuplicate(IReadOnlyList<Person> people, int place, Report report)
    {
        Person person = people[place];
        PersonBox box = PoseSetBuilder.BoxOf(person.Joints);
        for (int other = 0; other < place; other++)
        {
            double[] distances =
            [
                .. person.Joints.Zip(people[other].Joints)
                    .Where(pair => pair.First.IsLabelled && pair.Second.IsLabelled)
                    .Select(pair => Math.Sqrt(Math.Pow(pair.First.X - pair.Second.X, 2)
                        + Math.Pow(pair.First.Y - pair.Second.Y, 2))),
            ];
            if (distances.Length >= LeastCommon && distances.Average() < SamePlace * box.Diagonal)
            {
                report.Add(PoseFindingKind.DuplicatePerson, "",
                    $"its {distances.Length} common joints lie {distances.Average():0.##} pixels from those of"
                        + $" annotation {people[other].Id}");
            }
        }
    }

    /// <summary>Takes findings of one person.</summary>
    internal sealed class Report(List<PoseFinding> findings, string path, long person)
    {
        public void Add(PoseFindingKind kind, string joint, string text) =>
            findings.Add(new PoseFinding(kind, path, person, joint, text));
    }
}
