namespace Praxis.Pose;

/// <summary>LSP's 14 joints as MPII's 16: pelvis and thorax are the middles of hips and shoulders.</summary>
internal static class LspToMpii
{
    // MPII's joints in their order, by LSP's places; -1 for pelvis and thorax.
    private static readonly int[] Sources = [0, 1, 2, 3, 4, 5, -1, -1, 12, 13, 6, 7, 8, 9, 10, 11];

    public static Joint[] Map(IReadOnlyList<Joint> joints)
    {
        var mapped = new Joint[Sources.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = Sources[i] >= 0 ? joints[Sources[i]]
                : i == 6 ? Middle(joints[FigureJoints.RightHip], joints[FigureJoints.LeftHip])
                : Middle(joints[FigureJoints.RightShoulder], joints[FigureJoints.LeftShoulder]);
        }

        return mapped;
    }

    // Missing where one is, else seen where one is.
    private static Joint Middle(Joint a, Joint b) => new(
        (a.X + b.X) / 2,
        (a.Y + b.Y) / 2,
        !a.IsLabelled || !b.IsLabelled ? JointState.Missing
            : a.State == JointState.Visible || b.State == JointState.Visible ? JointState.Visible
            : a.State);
}
