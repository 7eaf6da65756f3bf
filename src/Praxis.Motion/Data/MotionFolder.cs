using System.Text.RegularExpressions;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads all files of motion below a folder.</summary>
/// <remarks>
/// Three layouts: <c>train/action/*</c>, <c>validation/action/*</c> and <c>test/action/*</c>, as the CMU benchmark has
/// it; <c>S1/action_1.txt</c>, Human3.6M's, where S5 is for test, S11 for validation and all others to learn from; and
/// any other tree, where the action is the folder's name and nothing is said of the purpose.
/// </remarks>
public static partial class MotionFolder
{
    private const string AnyAction = "all";

    /// <summary>Reads a folder, or one file as a set of one.</summary>
    /// <param name="path">A folder or file.</param>
    /// <param name="options">What the user says about the files; null for nothing.</param>
    /// <returns>The clips.</returns>
    /// <exception cref="InputException">A file cannot be used, or none is a motion; one line with the mend.</exception>
    public static MotionSet Read(string path, MotionReadOptions? options = null)
    {
        if (!Directory.Exists(path))
        {
            return new MotionSet(Entries(Path.GetDirectoryName(path) ?? "", path, options));
        }

        IReadOnlyList<string> files = DataFolder.Files(path);
        ILookup<bool, string> known = files.ToLookup(IsMotion);
        return known[true].Any()
            ? new MotionSet(known[true].SelectMany(file => Entries(path, file, options)), known[false])
            : throw new InputException($"{path}: holds {files.Count} files and no motion; BVH, AMC with ASF, npz,"
                + " 3DPW pkl, CSV of positions and benchmark text are read");
    }

    /// <summary>Whether a subject is one of Human3.6M's, as S5.</summary>
    internal static bool IsActor(string subject) => ActorFolder().IsMatch(subject);

    // A clip of each person, most files having one.
    private static IEnumerable<MotionEntry> Entries(string root, string file, MotionReadOptions? options)
    {
        MotionReadOptions chosen = options ?? new MotionReadOptions();
        if (!SmplPickleReader.IsPickle(file) || chosen.Format is not ("auto" or SmplPickleReader.FormatName))
        {
            return [Entry(root, file, MotionFile.Read(file, chosen))];
        }

        IReadOnlyList<MotionClip> persons = SmplPickleReader.ReadPersons(file, chosen);
        return persons.Select((clip, person) =>
        {
            MotionEntry entry = Entry(root, file, clip);
            return persons.Count == 1 ? entry : entry with { Subject = $"{entry.Subject} person {person + 1}" };
        });
    }

    private static MotionEntry Entry(string root, string file, IMotionClip clip)
    {
        string relative = Path.GetRelativePath(root.Length > 0 ? root : ".", file).Replace('\\', '/');
        string[] folders = relative.Split('/')[..^1];
        string stem = Stem(file);
        string withoutEnding = string.Join('/', [.. folders, stem]);
        MotionSplit split = folders.Select(Split).FirstOrDefault(found => found != MotionSplit.None);
        string? actor = folders.FirstOrDefault(folder => ActorFolder().IsMatch(folder));
        string? subject = CmuName().Match(stem) is { Success: true } match ? match.Groups["subject"].Value : actor;
        string action = folders.LastOrDefault(folder => folder != actor && Split(folder) == MotionSplit.None)
            ?? (CmuName().IsMatch(stem) ? AnyAction : TakeNumber().Replace(stem, ""));
        return new MotionEntry(
            clip,
            file,
            action,
            subject ?? withoutEnding,
            split == MotionSplit.None && actor is not null ? Human36MSplit(actor) : split);
    }

    private static MotionSplit Split(string folder) => folder.ToLowerInvariant() switch
    {
        "train" or "training" => MotionSplit.Train,
        "validation" or "valid" or "val" => MotionSplit.Validation,
        "test" or "testing" => MotionSplit.Test,
        _ => MotionSplit.None,
    };

    private static MotionSplit Human36MSplit(string actor) => actor.ToUpperInvariant() switch
    {
        "S5" => MotionSplit.Test,
        "S11" => MotionSplit.Validation,
        _ => MotionSplit.Train,
    };

    private static string Stem(string file)
    {
        string name = Path.GetFileName(file);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return Path.GetFileNameWithoutExtension(name);
    }

    // Notes lie beside data: text counts as motion when its first line begins with a number.
    private static bool IsMotion(string file)
    {
        if (!MotionFile.Kind.Readers.Any(reader => reader.Accepts(file)))
        {
            return false;
        }

        if (!MotionFile.HasEnding(file, ".txt") || new FileInfo(file).Length == 0)
        {
            return true;
        }

        using var lines = new LineReader(file);
        return lines.Next() && NumberLine().IsMatch(System.Text.Encoding.UTF8.GetString(lines.Line));
    }

    [GeneratedRegex(@"^\s*[-+.0-9]")]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"^(?<subject>\d+)_\d+$")]
    private static partial Regex CmuName();

    [GeneratedRegex("^[Ss][0-9]+$")]
    private static partial Regex ActorFolder();

    [GeneratedRegex(@"[_ -]?\d+$")]
    private static partial Regex TakeNumber();
}
