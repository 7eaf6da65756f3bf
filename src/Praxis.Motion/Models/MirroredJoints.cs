namespace Praxis.Motion;

/// <summary>Which node stands for which in a mirror.</summary>
internal static class MirroredJoints
{
    /// <summary>What is to be said where there is no mirror and one is asked for.</summary>
    internal const string Missing =
        "--mirrored does nothing here: the joints that are learnt do not come in pairs of left and right by their "
        + "names, or the pairs do not stand apart along one axis across the body";

    private static readonly (string Left, string Right)[] Pairs =
        [("Left", "Right"), ("left", "right"), ("L_", "R_"), ("l_", "r_"), ("L", "R"), ("l", "r")];

    private static readonly (string Left, string Right)[] Words =
        [("Left", "Right"), ("left", "right"), ("LEFT", "RIGHT")];

    /// <summary>Node and sign that each node takes; null where joints do not come in pairs, or no axis runs from left
    /// to right.</summary>
    /// <param name="layout">The nodes.</param>
    /// <remarks>The axis is that along which the two of a pair stand apart while nothing is turned, and never the
    /// upward one. Positions: its coordinate changes sign; exponential maps: the other two do, as axes of rotation are
    /// pseudovectors.</remarks>
    internal static (int Node, float Sign)[]? Of(PoseLayout layout)
    {
        int[] partner = Partners(layout.Skeleton.JointNames);
        if (Axis(layout.Skeleton, partner) is not { } axis)
        {
            return null;
        }

        int root = layout.Space == PoseSpace.Angle ? 1 : 0;
        int[] columns = layout.Columns.ToArray();
        var mirror = new (int Node, float Sign)[columns.Length];
        for (int node = 0; node < columns.Length; node++)
        {
            int joint = (columns[node] / 3) - root;
            int coordinate = columns[node] % 3;
            int source = Array.IndexOf(columns, (3 * (partner[joint] + root)) + coordinate);
            if (source < 0)
            {
                return null;
            }

            bool isTurned = (coordinate == axis) == (layout.Space == PoseSpace.Position);
            mirror[node] = (source, isTurned ? -1 : 1);
        }

        return mirror;
    }

    // By how a name begins; else by what it has beside its side, as in mixamorig:LeftArm, Bip01 L Thigh and thigh_L;
    // else by the part of the body that it means. A joint without a partner is its own.
    private static int[] Partners(IReadOnlyList<string> names)
    {
        string[] all = [.. names];
        string?[] sides = BodyParts.SidesOf(names);
        string?[] parts = BodyParts.Of(names);
        var partner = new int[all.Length];
        for (int own = 0; own < all.Length; own++)
        {
            partner[own] = ((int[])[ByBeginning(own, all), ByWord(own, all), ByKey(own, sides), ByKey(own, parts), own])
                .First(static found => found >= 0);
        }

        return [.. partner.Select((other, own) => partner[other] == own ? other : own)];
    }

    private static int ByBeginning(int own, string[] names)
    {
        string name = names[own];
        foreach ((string left, string right) in Pairs)
        {
            foreach ((string from, string to) in ((string, string)[])[(left, right), (right, left)])
            {
                int found = name.StartsWith(from, StringComparison.Ordinal)
                    ? Array.IndexOf(names, to + name[from.Length..])
                    : -1;
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return -1;
    }

    private static int ByWord(int own, string[] names)
    {
        string name = names[own];
        foreach ((string left, string right) in Words)
        {
            foreach ((string from, string to) in ((string, string)[])[(left, right), (right, left)])
            {
                int found = name.Contains(from, StringComparison.Ordinal)
                    ? Array.IndexOf(names, name.Replace(from, to, StringComparison.Ordinal))
                    : -1;
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return -1;
    }

    // Keys begin with l. or r. where a joint has a side.
    private static int ByKey(int own, string?[] keys) => keys[own] is not { } key ? -1
        : key.StartsWith("l.", StringComparison.Ordinal) ? Array.IndexOf(keys, $"r.{key[2..]}")
        : key.StartsWith("r.", StringComparison.Ordinal) ? Array.IndexOf(keys, $"l.{key[2..]}")
        : -1;

    // The coordinate but the upward one in which the offsets of pairs differ most, if it holds for all of them.
    private static int? Axis(Skeleton skeleton, int[] partner)
    {
        var apart = new double[3];
        for (int joint = 0; joint < partner.Length; joint++)
        {
            Vector3D one = skeleton.Joints[joint].Offset;
            Vector3D other = skeleton.Joints[partner[joint]].Offset;
            apart[0] += Math.Abs(one.X - other.X);
            apart[1] += Math.Abs(one.Y - other.Y);
            apart[2] += Math.Abs(one.Z - other.Z);
        }

        int up = Upwards(skeleton.RestingPlaces(), partner);
        int axis = Enumerable.Range(0, 3).Where(one => one != up).MaxBy(one => apart[one]);
        return apart[axis] > 0.8 * apart.Sum() ? axis : null;
    }

    // The longest side of a body whose pairs are brought together, as spread arms may reach farther than it is high.
    private static int Upwards(Vector3D[] places, int[] partner)
    {
        Vector3D[] middles = [.. places.Select((place, joint) => 0.5 * (place + places[partner[joint]]))];
        return Enumerable.Range(0, 3).MaxBy(axis =>
            middles.Max(middle => middle[axis]) - middles.Min(middle => middle[axis]));
    }
}
