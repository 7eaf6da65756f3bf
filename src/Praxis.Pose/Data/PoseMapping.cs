using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>From which joints of one skeleton those of another come. Immutable.</summary>
/// <remarks>A joint comes from the one of its name; the pelvis else from the middle of the hips, thorax and neck from
/// the middle of the shoulders (approximate), as the converters of pytorch-pose do. A joint with
/// no source is missing in every person: COCO has no head top.</remarks>
public sealed class PoseMapping
{
    // What stands for a joint that the other skeleton has under no such name; the first that is there wholly.
    private static readonly Dictionary<string, string[][]> Substitutes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pelvis"] = [["left_hip", "right_hip"]],
        ["thorax"] = [["left_shoulder", "right_shoulder"]],
        ["neck"] = [["upper_neck"], ["left_shoulder", "right_shoulder"]],
        ["upper_neck"] = [["neck"]],
        ["head_top"] = [["head"]],
        ["head"] = [["head_top"]],
    };

    private readonly int[][] _sources;

    private PoseMapping(PoseSkeleton source, PoseSkeleton target, int[][] sources)
    {
        Source = source;
        Target = target;
        _sources = sources;
    }

    /// <summary>The skeleton that is mapped.</summary>
    public PoseSkeleton Source { get; }

    /// <summary>The skeleton it is mapped to.</summary>
    public PoseSkeleton Target { get; }

    /// <summary>Joints of the target without a source.</summary>
    public IReadOnlyList<string> Missing => [.. Target.Joints.Where((_, joint) => _sources[joint].Length == 0)];

    /// <summary>Maps by names.</summary>
    /// <param name="source">The skeleton that is mapped.</param>
    /// <param name="target">The skeleton wanted.</param>
    /// <param name="overrides">Path of a JSON object of target joint to source joint, to a list of source joints whose
    /// middle is meant, or to null: <c>{"neck": ["left_shoulder", "right_shoulder"]}</c>; empty for none.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="InputException">No joint of the target has a source, or the file is malformed or names a joint
    /// that is not there.</exception>
    public static PoseMapping Between(PoseSkeleton source, PoseSkeleton target, string overrides = "")
    {
        int[][] sources = [.. target.Joints.Select(joint => SourcesOf(joint, source))];
        if (overrides.Length > 0)
        {
            Override(overrides, source, target, sources);
        }

        return sources.Any(joints => joints.Length > 0)
            ? new PoseMapping(source, target, sources)
            : throw new InputException($"no joint of skeleton {target.Name} is among those of {source.Name}"
                + $" ({CellText.List(source.Joints)}); "
                + (overrides.Length > 0 ? $"name some in {overrides}" : "give a mapping file"));
    }

    /// <summary>Maps by names, or says that there is nothing to map.</summary>
    /// <param name="source">The skeleton that is mapped.</param>
    /// <param name="target">The skeleton wanted.</param>
    /// <returns>The mapping; null where no joint of the target has a source.</returns>
    internal static PoseMapping? Find(PoseSkeleton source, PoseSkeleton target)
    {
        int[][] sources = [.. target.Joints.Select(joint => SourcesOf(joint, source))];
        return sources.Any(static joints => joints.Length > 0) ? new PoseMapping(source, target, sources) : null;
    }

    /// <summary>The joints of the source that a joint of the target is the middle of; none where it has no source.
    /// </summary>
    /// <param name="joint">A joint of the target.</param>
    public IReadOnlyList<int> SourcesOf(int joint) => _sources[joint];

    /// <summary>Maps the joints of a person.</summary>
    /// <param name="joints">Those of the source.</param>
    /// <returns>Those of the target. A middle is missing where one of its joints is, else outside or hidden where one
    /// is.</returns>
    /// <exception cref="ArgumentException">The number of joints is not the source's.</exception>
    public IReadOnlyList<Joint> Apply(IReadOnlyList<Joint> joints)
    {
        Check.Length(joints.Count, Source.Count);
        return [.. _sources.Select(sources => Middle([.. sources.Select(source => joints[source])]))];
    }

    /// <summary>Maps all people of a set.</summary>
    /// <param name="set">A set of the source skeleton.</param>
    /// <returns>A set of the target skeleton.</returns>
    /// <exception cref="ArgumentException">The number of joints is not the source's.</exception>
    public PoseSet Apply(PoseSet set) => new(
        Target,
        set.Pictures.Select(picture => picture with
        {
            People = [.. picture.People.Select(person => person with { Joints = Apply(person.Joints) })],
        }),
        set.AbsentPictures)
    {
        CategoryId = set.CategoryId,
    };

    private static Joint Middle(Joint[] joints)
    {
        if (joints.Length == 0 || joints.Any(joint => !joint.IsLabelled))
        {
            return default;
        }

        JointState state = joints.All(joint => joint.State == joints[0].State) ? joints[0].State
            : joints.Any(joint => joint.State == JointState.Outside) ? JointState.Outside
            : JointState.Hidden;
        return new Joint(joints.Average(joint => joint.X), joints.Average(joint => joint.Y), state);
    }

    private static int[] SourcesOf(string joint, PoseSkeleton source)
    {
        int same = source.IndexOf(joint);
        if (same >= 0)
        {
            return [same];
        }

        foreach (string[] names in Substitutes.GetValueOrDefault(joint, []))
        {
            int[] found = [.. names.Select(source.IndexOf)];
            if (!found.Contains(-1))
            {
                return found;
            }
        }

        return [];
    }

    private static void Override(string path, PoseSkeleton source, PoseSkeleton target, int[][] sources)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonProperty pair in document.RootElement.EnumerateObject())
            {
                string[] names = pair.Value.ValueKind switch
                {
                    JsonValueKind.Null => [],
                    JsonValueKind.Array => [.. pair.Value.EnumerateArray().Select(name => name.GetString() ?? "")],
                    _ => [pair.Value.GetString() ?? ""],
                };
                if (names.Contains(string.Empty))
                {
                    throw new InputException(
                        $"{path}: {CellText.Plain(pair.Name)} has a joint without a name; write it");
                }

                sources[IndexOf(path, pair.Name, target)] = [.. names.Select(name => IndexOf(path, name, source))];
            }
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is not JSON here; mend the mapping", malformed);
        }
        catch (InvalidOperationException wrong)
        {
            throw new InputException(
                $"{path}: must be an object of joint to joint, list of joints or null; mend the mapping", wrong);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the mapping", absent);
        }
    }

    private static int IndexOf(string path, string joint, PoseSkeleton skeleton) =>
        skeleton.IndexOf(joint) is int found and >= 0
            ? found
            : throw new InputException(
                $"{path}: {NearestName.Unknown($"joint of {skeleton.Name}", CellText.Plain(joint), skeleton.Joints)}");
}
