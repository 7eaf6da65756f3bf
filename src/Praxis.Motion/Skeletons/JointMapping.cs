using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Which joint of one skeleton is which of another. Immutable.</summary>
public sealed class JointMapping
{
    private readonly int[] _sources;

    private JointMapping(IReadOnlyList<string> sourceNames, IReadOnlyList<string> targetNames, int[] sources)
    {
        SourceNames = sourceNames;
        TargetNames = targetNames;
        _sources = sources;
    }

    /// <summary>The joints that are mapped.</summary>
    public IReadOnlyList<string> SourceNames { get; }

    /// <summary>The joints they are mapped to.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>For each target joint the index of its source; -1 for none.</summary>
    public ReadOnlySpan<int> Sources => _sources;

    /// <summary>Target joints without a source.</summary>
    public IReadOnlyList<string> Missing => [.. TargetNames.Where((_, target) => _sources[target] < 0)];

    /// <summary>Guesses by names: equal ones where the file has all of the model's; else those that name one part of
    /// the body, as Hips, pelvis and hip, or LeftUpLeg, lThigh and lfemur, as one word may be the shoulder of one
    /// skeleton and the upper arm of another; then equal ones.</summary>
    /// <param name="sourceNames">Joints of the file.</param>
    /// <param name="targetNames">Joints of the model.</param>
    /// <returns>The mapping; no source stands twice.</returns>
    public static JointMapping Guess(IReadOnlyList<string> sourceNames, IReadOnlyList<string> targetNames)
    {
        string?[] sourceParts = BodyParts.Of(sourceNames);
        string?[] targetParts = BodyParts.Of(targetNames);
        bool areAllThere = targetNames.All(sourceNames.Contains);
        var sources = new int[targetNames.Count];
        for (int target = 0; target < sources.Length; target++)
        {
            int same = sourceNames.ToList().IndexOf(targetNames[target]);
            int alike = targetParts[target] is { } part ? Array.IndexOf(sourceParts, part) : -1;
            sources[target] = (areAllThere || alike < 0) ? same : alike;
        }

        for (int target = 0; target < sources.Length; target++)
        {
            bool isTaken = Enumerable.Range(0, sources.Length).Any(other => other != target
                && sources[other] == sources[target]
                && (other < target || IsSameName(sourceNames, targetNames, sources[other], other)));
            sources[target] = isTaken ? -1 : sources[target];
        }

        return new JointMapping([.. sourceNames], [.. targetNames], sources);
    }

    /// <summary>This mapping with what a file says instead.</summary>
    /// <param name="path">A JSON object of target joint to source joint, or to null for none:
    /// <c>{"Hips": "pelvis"}</c>.</param>
    /// <returns>The changed mapping.</returns>
    /// <exception cref="InputException">The file is malformed, or names a joint that is not there; the message has the
    /// nearest name.</exception>
    public JointMapping WithOverrides(string path)
    {
        int[] sources = [.. _sources];
        foreach ((string target, string? source) in Pairs(path))
        {
            int place = IndexOf(path, "joint of the model", target, TargetNames);
            int index = source is null ? -1 : IndexOf(path, "joint of the file", source, SourceNames);
            for (int other = 0; other < sources.Length && index >= 0; other++)
            {
                sources[other] = sources[other] == index ? -1 : sources[other];
            }

            sources[place] = index;
        }

        return new JointMapping(SourceNames, TargetNames, sources);
    }

    /// <summary>Refuses a mapping with gaps.</summary>
    /// <param name="path">The file whose joints are mapped, to begin the message with.</param>
    /// <param name="needed">Target joints that must have a source.</param>
    /// <exception cref="InputException">One has none.</exception>
    public void Require(string path, IEnumerable<string> needed)
    {
        string[] missing = [.. Missing.Intersect(needed)];
        if (missing.Length > 0)
        {
            string nearest = NearestName.Of(missing[0], SourceNames) is { } near ? $" (nearest to {missing[0]}: {near})"
                : "";
            throw new InputException($"{path}: no joint is known for {CellText.List(missing)}{nearest}; its joints are"
                + $" {CellText.List(SourceNames)}: name them in a mapping file, as in {{\"{missing[0]}\": \"...\"}}");
        }
    }

    /// <summary>A clip on the target's skeleton.</summary>
    /// <param name="clip">A clip with the source's joints.</param>
    /// <param name="target">The skeleton with the target's joints.</param>
    /// <returns>Rotations of joints between mapped ones are taken into the next mapped one; joints without a source do
    /// not turn. The root's path is brought to the target's unit where both are known.</returns>
    /// <exception cref="ArgumentException">The joints are not those of the mapping, or the root has no
    /// source.</exception>
    /// <remarks>Both skeletons are to rest in poses alike, as BVH files of one origin do: rotations are carried over as
    /// they are.</remarks>
    public MotionClip Apply(MotionClip clip, Skeleton target)
    {
        Check.Length(clip.Skeleton.JointCount, SourceNames.Count);
        Check.Length(target.JointCount, TargetNames.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(_sources[0]);
        int joints = target.JointCount;
        double scale = clip.Skeleton.MillimetresPerUnit / target.MillimetresPerUnit ?? 1;
        var rotations = new Rotation[clip.FrameCount * joints];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Rotation[] turns = ForwardKinematics.GlobalRotations(clip.Skeleton, clip.Rotations(frame));
            var globals = new Rotation[joints];
            for (int joint = 0; joint < joints; joint++)
            {
                int parent = target.Parents[joint];
                Rotation above = parent < 0 ? Rotation.Identity : globals[parent];
                globals[joint] = _sources[joint] >= 0 ? turns[_sources[joint]] : above;
                rotations[(frame * joints) + joint] = above.Transpose() * globals[joint];
            }
        }

        return new MotionClip(
            target, clip.FrameSeconds, [.. clip.RootPositions.ToArray().Select(place => scale * place)], rotations);
    }

    /// <summary>The positions of the mapped joints, in the target's order.</summary>
    /// <param name="clip">A clip with the source's joints.</param>
    /// <returns>A clip of the target joints that have a source.</returns>
    /// <exception cref="ArgumentException">The joints are not those of the mapping.</exception>
    public PositionClip Apply(PositionClip clip)
    {
        Check.Length(clip.JointNames.Count, SourceNames.Count);
        int[] targets = [.. Enumerable.Range(0, _sources.Length).Where(target => _sources[target] >= 0)];
        return new PositionClip(
            [.. targets.Select(target => TargetNames[target])],
            clip.FrameSeconds,
            [
                .. Enumerable.Range(0, clip.FrameCount).SelectMany(
                    frame => targets.Select(target => clip.Positions(frame)[_sources[target]])),
            ],
            millimetresPerUnit: clip.MillimetresPerUnit);
    }

    private static bool IsSameName(
        IReadOnlyList<string> sourceNames, IReadOnlyList<string> targetNames, int source, int target) =>
        source >= 0 && sourceNames[source] == targetNames[target];

    private static int IndexOf(string path, string kind, string name, IReadOnlyList<string> names)
    {
        int index = names.ToList().IndexOf(name);
        return index >= 0
            ? index
            : throw new InputException($"{path}: {NearestName.Unknown(kind, CellText.Plain(name), names)}");
    }

    private static List<(string Target, string? Source)> Pairs(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return
            [
                .. document.RootElement.EnumerateObject()
                    .Select(property => (property.Name, property.Value.GetString())),
            ];
        }
        catch (JsonException malformed)
        {
            throw new InputException($"{path}:{malformed.LineNumber + 1}: is not JSON here; mend the line", malformed);
        }
        catch (InvalidOperationException wrong)
        {
            throw new InputException(
                $"{path}: is not an object of joint names, as in {{\"Hips\": \"pelvis\"}}; mend it", wrong);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the mapping", absent);
        }
    }
}
