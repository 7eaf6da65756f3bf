namespace Praxis.Pose;

/// <summary>Names of skeletons.</summary>
internal static class PoseSkeletons
{
    /// <summary>Those that come with Praxis.</summary>
    internal static IReadOnlyList<PoseSkeleton> Bundled => [PoseSkeleton.Mpii, PoseSkeleton.Lsp, PoseSkeleton.Coco];

    /// <summary>The name of a bundled skeleton with the same joints; empty for another.</summary>
    internal static string NameOf(PoseSkeleton skeleton) =>
        Bundled.FirstOrDefault(known => known.Joints.SequenceEqual(skeleton.Joints))?.Name ?? string.Empty;

    /// <summary>Whether a text is the path of a file, and no name.</summary>
    internal static bool IsPath(string text) =>
        Find(text) is null && (text.Contains('.') || text.Contains('/') || text.Contains('\\'));

    /// <summary>The bundled skeleton of a name, whatever its letters' case; null for none.</summary>
    internal static PoseSkeleton? Find(string name) =>
        Bundled.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
