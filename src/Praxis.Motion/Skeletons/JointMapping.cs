using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Which joint of one skeleton is which of another. Immutable.</summary>
public sealed class JointMapping
{
    private readonly int[] _sources;
    private readonly HashSet<int> _leftOut;

    private JointMapping(
        IReadOnlyList<string> sourceNames, IReadOnlyList<string> targetNames, int[] sources, HashSet<int> leftOut)
    {
        SourceNames = sourceNames;
        TargetNames = targetNames;
        _sources = sources;
        _leftOut = leftOut;
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

        return new JointMapping([.. sourceNames], [.. targetNames], sources, []);
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
        var leftOut = new HashSet<int>(_leftOut);
        foreach ((string target, string? source) in Pairs(path))
        {
            int place = IndexOf(path, "joint of the model", target, TargetNames);
            int index = source is null ? -1 : IndexOf(path, "joint of the file", source, SourceNames);
            for (int other = 0; other < sources.Length && index >= 0; other++)
            {
                sources[other] = sources[other] == index ? -1 : sources[other];
            }

            sources[place] = index;
            if (index < 0)
            {
                leftOut.Add(place);
            }
            else
            {
                leftOut.Remove(place);
            }
        }

        return new JointMapping(SourceNames, TargetNames, sources, leftOut);
    }

    /// <summary>Refuses a mapping with gaps.</summary>
    /// <param name="path">The file whose joints are mapped, to begin the message with.</param>
    /// <param name="needed">Target joints that must have a source.</param>
    /// <param name="canBeLeftOut">Whether those may be without that an override says to be so, but for the
    /// first.</param>
    /// <exception cref="InputException">One has none.</exception>
    public void Require(string path, IEnumerable<string> needed, bool canBeLeftOut = false)
    {
        string[] leftOut = canBeLeftOut ? [.. _leftOut.Where(static i => i > 0).Select(i => TargetNames[i])] : [];
        string[] missing = [.. Missing.Intersect(needed).Except(leftOut)];
        if (missing.Length > 0)
        {
            string? near = NearestName.Of(missing[0], SourceNames.Where(name => name != missing[0]));
            string nearest = near is null ? "" : $" (nearest to {missing[0]}: {near})";
            string without = canBeLeftOut && missing[0] != TargetNames[0]
                ? $", or null where the file has none, as in {{\"{missing[0]}\": null}}"
                : "";
            throw new InputException($"{path}: no joint is known for {CellText.List(missing)}{nearest}; its joints are"
                + $" {CellText.List(SourceNames)}: name them in a mapping file, as in {{\"{missing[0]}\": \"...\"}}"
                + without);
        }
    }

    /// <summary>Whether the file's joints are the model's, each hanging on the same one, in whatever order.</summary>
    /// <param name="own">The skeleton with the source's joints.</param>
    /// <param name="model">The skeleton with the target's joints.</param>
    internal bool IsSameTree(Skeleton own, Skeleton model) =>
        own.JointCount == model.JointCount
        && !_sources.Contains(-1)
        && Enumerable.Range(0, _sources.Length).All(target => model.Parents[target] < 0
            ? own.Parents[_sources[target]] < 0
            : own.Parents[_sources[target]] == _sources[model.Parents[target]]);

    /// <summary>Units of the target for one of the source: by millimetres where both are known, else by the bones
    /// between mapped joints, where those of the one are half as long again as the other's; 1 else, as people
    /// differ.</summary>
    internal static double Scale(Skeleton own, Skeleton model, ReadOnlySpan<int> sources)
    {
        if (own.MillimetresPerUnit / model.MillimetresPerUnit is { } known)
        {
            return known;
        }

        Vector3D[] ownPlaces = own.RestingPlaces();
        Vector3D[] modelPlaces = model.RestingPlaces();
        double ownLength = 0;
        double modelLength = 0;
        for (int target = 1; target < sources.Length; target++)
        {
            int above = model.Parents[target];
            while (above >= 0 && sources[above] < 0)
            {
                above = model.Parents[above];
            }

            if (above >= 0 && sources[target] >= 0)
            {
                ownLength += (ownPlaces[sources[target]] - ownPlaces[sources[above]]).Length;
                modelLength += (modelPlaces[target] - modelPlaces[above]).Length;
            }
        }

        return BodySize.AreAlike(modelLength, ownLength) ? 1 : modelLength / ownLength;
    }

    /// <summary>A clip on the target's skeleton.</summary>
    /// <param name="clip">A clip with the source's joints.</param>
    /// <param name="target">The skeleton with the target's joints.</param>
    /// <returns>The same pose: rotations of joints between mapped ones are taken into the next mapped one, joints
    /// without a source do not turn, and where bones between mapped joints rest in other directions that is allowed for
    /// (<see cref="RestPose"/>). The path is that of the root's source, in the target's unit.</returns>
    /// <exception cref="ArgumentException">The joints are not those of the mapping, or the root has no
    /// source.</exception>
    public MotionClip Apply(MotionClip clip, Skeleton target)
    {
        Check.Length(clip.Skeleton.JointCount, SourceNames.Count);
        Check.Length(target.JointCount, TargetNames.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(_sources[0]);
        int joints = target.JointCount;
        double scale = Scale(clip.Skeleton, target, _sources);
        Rotation[] rests = Rests(clip.Skeleton, target);
        var rotations = new Rotation[clip.FrameCount * joints];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Rotation[] turns = ForwardKinematics.GlobalRotations(clip.Skeleton, clip.Rotations(frame));
            var globals = new Rotation[joints];
            for (int joint = 0; joint < joints; joint++)
            {
                int parent = target.Parents[joint];
                Rotation above = parent < 0 ? Rotation.Identity : globals[parent];
                globals[joint] = _sources[joint] >= 0 ? turns[_sources[joint]] * rests[joint] : above;
                rotations[(frame * joints) + joint] = above.Transpose() * globals[joint];
            }
        }

        int root = _sources[0];
        Vector3D[] path = [.. clip.RootPositions];
        if (root > 0)
        {
            PositionClip places = clip.ToPositions();
            path = [.. Enumerable.Range(0, clip.FrameCount).Select(frame => places.Positions(frame)[root])];
        }

        return new MotionClip(target, clip.FrameSeconds, [.. path.Select(place => scale * place)], rotations);
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

    /// <summary>The positions of all of the target's joints: one without a source is where the joint above it is.
    /// </summary>
    /// <param name="clip">A clip with the source's joints.</param>
    /// <param name="target">The skeleton with the target's joints, of which the first has a source.</param>
    internal PositionClip Apply(PositionClip clip, Skeleton target)
    {
        int[] sources = [.. _sources];
        for (int joint = 1; joint < sources.Length; joint++)
        {
            sources[joint] = sources[joint] < 0 ? sources[target.Parents[joint]] : sources[joint];
        }

        return new PositionClip(
            TargetNames,
            clip.FrameSeconds,
            [
                .. Enumerable.Range(0, clip.FrameCount).SelectMany(
                    frame => sources.Select(source => clip.Positions(frame)[source])),
            ],
            millimetresPerUnit: clip.MillimetresPerUnit);
    }

    // What brings each target joint's bones to where they rest in the source: that of the joint above without bones.
    private Rotation[] Rests(Skeleton own, Skeleton target)
    {
        Vector3D[] ownPlaces = own.RestingPlaces();
        Vector3D[] places = target.RestingPlaces();
        var rests = new Rotation[target.JointCount];
        rests[0] = Rotation.Identity;
        for (int joint = 1; joint < rests.Length; joint++)
        {
            Vector3D OwnBone(int child) => ownPlaces[_sources[child]] - ownPlaces[_sources[joint]];
            int[] children = _sources[joint] < 0 ? [] :
            [
                .. Enumerable.Range(0, rests.Length).Where(child => target.Parents[child] == joint
                    && _sources[child] >= 0 && OwnBone(child).Length > 0 && target.Joints[child].Offset.Length > 0),
            ];
            rests[joint] = RestPose.Turn(
                [.. children.Select(child => Direction(places[child] - places[joint]))],
                [.. children.Select(child => Direction(OwnBone(child)))],
                rests[target.Parents[joint]]);
        }

        return rests;
    }

    private static Vector3D Direction(Vector3D bone) => (1 / bone.Length) * bone;

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
