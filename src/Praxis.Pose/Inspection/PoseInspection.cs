using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Annotated pictures in numbers, and what the doctor finds doubtful.</summary>
/// <param name="Path">The file, as given.</param>
/// <param name="Set">What it holds.</param>
/// <param name="Diagnosis">What is doubtful.</param>
public sealed record PoseInspection(string Path, PoseSet Set, PoseDiagnosis Diagnosis)
{
    private const int MostRows = 30;
    private const string ImageColumn = "image";

    /// <summary>Whether a file holds poses, by its format, ending or columns.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="format">A format that was asked for; "auto" for none.</param>
    public static bool Accepts(string path, string format)
    {
        if (format != "auto")
        {
            return PoseSets.Kind.Readers.Any(reader => reader.Format == format);
        }

        // Tables of motion have no pictures.
        return TableFile.Accepts(path)
            ? !File.Exists(path) || !IsDelimited(path) || HasPictures(TableFile.ColumnNames(path))
            : PoseSets.Kind.Readers.Any(reader => reader.Accepts(path));
    }

    /// <summary>Reads and looks through a file.</summary>
    /// <param name="path">Annotations of any format of poses.</param>
    /// <param name="options">What the user says about them.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with the mend.</exception>
    public static PoseInspection Of(string path, PoseInspectOptions options)
    {
        PoseSet set = PoseSets.Read(path, new PoseInputOptions
        {
            Format = options.Format,
            Images = options.Images,
            AnnotationsOnly = options.AnnotationsOnly,
        });
        return new PoseInspection(path, set, PoseDoctor.Examine(set, readsSizes: !options.AnnotationsOnly));
    }

    /// <summary>The findings as tables.</summary>
    /// <param name="hasAllFindings">Whether every finding gets a row; else the first 30 do.</param>
    /// <returns>What there is, joints, findings by kind, and findings where there are any.</returns>
    public IReadOnlyList<ResultTable> Tables(bool hasAllFindings)
    {
        List<ResultTable> tables = [Properties(), Joints(), Kinds()];
        IReadOnlyList<PoseFinding> findings = Diagnosis.Findings;
        if (findings.Count > 0)
        {
            int count = hasAllFindings ? findings.Count : Math.Min(MostRows, findings.Count);
            tables.Add(new ResultTable(
                "findings",
                count < findings.Count ? $"To look at (the first {count} of {findings.Count})" : "To look at",
                ["picture", "annotation", "finding", "joint", "what was found"],
                [
                    .. findings.OrderBy(static one => one.Kind == PoseFindingKind.PictureAbsent).Take(count)
                        .Select(static one => (IReadOnlyList<object?>)
                    [
                        System.IO.Path.GetFileName(one.Path),
                        one.PersonId == 0 ? null : one.PersonId,
                        Words(one.Kind),
                        Spaced(one.Joint),
                        Spaced(one.Text),
                    ]),
                ]));
        }

        return tables;
    }

    /// <summary>What a reader of the tables must know.</summary>
    public IReadOnlyList<string> Notes => Diagnosis.Findings.Count == 0
        ? ["Nothing looks wrong. A person whose every left and right joint is exchanged cannot be found."]
        : ["Findings are suspects to look at, not errors: a twisted body may trip a rule."];

    // The reader of poses says what is wrong with semicolons.
    private static bool HasPictures(IReadOnlyList<string> columns) => columns.Contains(ImageColumn)
        || (columns.Count == 1 && columns[0].Split(';').Contains(ImageColumn));

    private static bool IsDelimited(string path) => ((string[])[".csv", ".tsv", ".csv.gz", ".tsv.gz"])
        .Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Spaced(string name) => name.Replace('_', ' ');

    private static string Words(PoseFindingKind kind) => kind switch
    {
        PoseFindingKind.SidesSwapped => "sides swapped",
        PoseFindingKind.JointOutside => "joint outside",
        PoseFindingKind.BoxUnusable => "box unusable",
        PoseFindingKind.ScaleOutlier => "scale outlier",
        PoseFindingKind.ImpossibleBone => "impossible bone",
        PoseFindingKind.DuplicatePerson => "duplicate person",
        PoseFindingKind.DuplicateId => "duplicate id",
        PoseFindingKind.NoJoint => "no joint",
        PoseFindingKind.PictureAbsent => "picture absent",
        PoseFindingKind.SizeDiffers => "size differs",
        _ => "picture unreadable",
    };

    private ResultTable Properties()
    {
        Person[] people = [.. Set.Pictures.SelectMany(static picture => picture.People)];
        double labelled = Diagnosis.LabelledShares.Sum();
        return new ResultTable("annotations", Path, ["property", "value"],
        [
            ["pictures", Set.Pictures.Count],
            ["pictures that are absent", Set.AbsentPictures.Count],
            ["people", people.Length],
            ["most people of a picture", Set.Pictures.Max(static picture => picture.People.Count)],
            ["skeleton", $"{Set.Skeleton.Name}, {Set.Skeleton.Count} joints"],
            ["labelled joints of a person, mean", people.Length == 0 ? null : Math.Round(labelled, 2)],
            ["people with a head box", people.Count(static person => person.HeadBox is not null)],
            ["findings", Diagnosis.Findings.Count],
        ]);
    }

    private ResultTable Joints() => new(
        "joints",
        "Joints: in how many people each is labelled and seen, in percent",
        ["joint", "labelled", "seen"],
        [
            .. Set.Skeleton.Joints.Select((name, joint) => (IReadOnlyList<object?>)
            [
                Spaced(name),
                Math.Round(100 * Diagnosis.LabelledShares[joint], 1),
                Seen(joint),
            ]),
        ]);

    private double? Seen(int joint)
    {
        int count = Set.PersonCount;
        return count == 0
            ? null
            : Math.Round(
                100.0 * Set.Pictures.SelectMany(static picture => picture.People)
                    .Count(person => person.Joints[joint].State == JointState.Visible) / count,
                1);
    }

    private ResultTable Kinds() => new(
        "kinds",
        "Findings by kind",
        ["finding", "count"],
        [
            .. Enum.GetValues<PoseFindingKind>().Select(kind =>
                (IReadOnlyList<object?>)[Words(kind), Diagnosis.Count(kind)]),
        ]);
}
