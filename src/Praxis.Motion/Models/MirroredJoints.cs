namespace Praxis.Motion;

/// <summary>Which node stands for which in a mirror.</summary>
internal static class MirroredJoints
{
    private static readonly (string Left, string Right)[] Pairs =
        [("Left", "Right"), ("left", "right"), ("L_", "R_"), ("l_", "r_"), ("L", "R"), ("l", "r")];

    /// <summary>Node and sign that each node takes; null where joints do not come in pairs, or no axis runs from left
    /// to right.</summary>
    /// <param name="layout">The nodes.</param>
    /// <remarks>The axis is that along which the two of a pair stand apart while nothing is turned. Positions: its
    /// coordinate changes sign; exponential maps: the other two do, as axes of rotation are pseudovectors.</remarks>
    internal static (int Node, float Sign)[]? Of(PoseLayout layout)
    {
        IReadOnlyList<string> names = layout.Skeleton.JointNames;
        int[] partner = [.. names.Select(name => PartnerOf(name, names))];
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

    private static int PartnerOf(string name, IReadOnlyList<string> names)
    {
        int own = names.ToList().IndexOf(name);
        foreach ((string left, string right) in Pairs)
        {
            foreach ((string from, string to) in ((string, string)[])[(left, right), (right, left)])
            {
                int found = name.StartsWith(from, StringComparison.Ordinal)
                    ? names.ToList().IndexOf(to + name[from.Length..])
                    : -1;
                if (found >= 0)
                {
                    return found;
                }
            }
        }

        return own;
    }

    // The coordinate in which the offsets of pairs differ most, if it holds for all of them.
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

        int axis = Array.IndexOf(apart, apart.Max());
        return apart[axis] > 0.8 * apart.Sum() ? axis : null;
    }
}
