using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A tree of joints with the offsets of its resting pose. Immutable.</summary>
/// <remarks>Joint 0 is the root and a parent stands before its children. Ends of bones are joints as well, so that a
/// BVH file of the CMU database has the 38 joints of the benchmark.</remarks>
public sealed class Skeleton
{
    private readonly int[] _parents;
    private readonly Dictionary<string, int> _indices = [];

    /// <summary>Makes a skeleton.</summary>
    /// <param name="name">A name for messages and files.</param>
    /// <param name="joints">The joints, root first; copied.</param>
    /// <param name="millimetresPerUnit">Millimetres of one unit of the offsets; null where not known.</param>
    /// <exception cref="ArgumentException">There is no joint, a name repeats, or a parent stands behind its
    /// child.</exception>
    public Skeleton(string name, IEnumerable<SkeletonJoint> joints, double? millimetresPerUnit = null)
    {
        Name = name;
        Joints = [.. joints];
        MillimetresPerUnit = millimetresPerUnit;
        _parents = [.. Joints.Select(joint => joint.Parent)];
        if (Fault(Joints) is { } fault)
        {
            throw new ArgumentException(fault, nameof(joints));
        }

        for (int i = 0; i < Joints.Count; i++)
        {
            _indices.Add(Joints[i].Name, i);
        }
    }

    /// <summary>A name for messages and files.</summary>
    public string Name { get; }

    /// <summary>The joints, the root first, each behind its parent.</summary>
    public IReadOnlyList<SkeletonJoint> Joints { get; }

    /// <summary>Number of joints, ends of bones among them.</summary>
    public int JointCount => Joints.Count;

    /// <summary>Millimetres of one unit of offsets and positions; null where the file does not say.</summary>
    public double? MillimetresPerUnit { get; }

    /// <summary>Parent of each joint: [joints], -1 for the root.</summary>
    public ReadOnlySpan<int> Parents => _parents;

    /// <summary>Name of each joint: [joints].</summary>
    public IReadOnlyList<string> JointNames => [.. Joints.Select(joint => joint.Name)];

    /// <summary>The index of a joint.</summary>
    /// <param name="name">Its name, as written in the skeleton.</param>
    /// <returns>The index.</returns>
    /// <exception cref="InputException">No joint has the name; the message has the nearest ones.</exception>
    public int IndexOf(string name) => _indices.TryGetValue(name, out int index)
        ? index
        : throw new InputException(
            $"{Name}: {NearestName.Unknown("joint", name, Joints.Select(joint => joint.Name))}");

    /// <summary>The index of a joint, if there is one of that name.</summary>
    /// <param name="name">Its name, as written in the skeleton.</param>
    /// <returns>The index, or -1.</returns>
    public int Find(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>The same skeleton with other offsets, as of another size.</summary>
    /// <param name="factor">What each offset is multiplied with, above 0.</param>
    /// <returns>A skeleton whose unit is smaller by the factor.</returns>
    public Skeleton Scaled(double factor) => new(
        Name,
        Joints.Select(joint => joint with { Offset = factor * joint.Offset }),
        MillimetresPerUnit / factor);

    /// <summary>The same skeleton with its joints in another order, parents before their children.</summary>
    /// <param name="order">For each joint of the result, which of this skeleton it is: each once.</param>
    internal Skeleton Reordered(ReadOnlySpan<int> order)
    {
        int[] places = [.. order];
        return new Skeleton(
            Name,
            places.Select(joint => Joints[joint] with { Parent = Array.IndexOf(places, _parents[joint]) }),
            MillimetresPerUnit);
    }

    /// <summary>Whether another skeleton has the same joints at the same offsets, whatever its own name.</summary>
    internal bool HasBonesOf(Skeleton other) => ReferenceEquals(this, other)
        || (JointCount == other.JointCount && Joints.Zip(other.Joints).All(static pair =>
            pair.First.Name == pair.Second.Name
            && pair.First.Parent == pair.Second.Parent
            && pair.First.Offset == pair.Second.Offset));

    /// <summary>Where each joint is while nothing is turned, from the root on.</summary>
    /// <returns>[joints].</returns>
    internal Vector3D[] RestingPlaces()
    {
        var places = new Vector3D[JointCount];
        for (int joint = 1; joint < places.Length; joint++)
        {
            places[joint] = places[_parents[joint]] + Joints[joint].Offset;
        }

        return places;
    }

    /// <summary>What is wrong with a list of joints; null when nothing is.</summary>
    internal static string? Fault(IReadOnlyList<SkeletonJoint> joints)
    {
        if (joints.Count == 0 || joints[0].Parent != -1)
        {
            return "a skeleton begins with its root, whose parent is -1";
        }

        var names = new HashSet<string>();
        for (int i = 0; i < joints.Count; i++)
        {
            SkeletonJoint joint = joints[i];
            if (!names.Add(joint.Name))
            {
                return $"joint name {joint.Name} stands twice; give each joint its own";
            }

            if (i > 0 && (joint.Parent < 0 || joint.Parent >= i))
            {
                return $"joint {joint.Name} has parent {joint.Parent}; a parent has an index of 0 to {i - 1} here";
            }

            if (!double.IsFinite(joint.Offset.X + joint.Offset.Y + joint.Offset.Z))
            {
                return $"joint {joint.Name} has an offset that is not finite";
            }
        }

        return null;
    }
}
