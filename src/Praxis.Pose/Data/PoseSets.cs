using Praxis.Core;

namespace Praxis.Pose;

/// <summary>The kind of data that pose methods learn from.</summary>
public static class PoseSets
{
    /// <summary>Files of annotations, of which the first reader that accepts a path reads it.</summary>
    public static DataKind<PoseSet, PoseInputOptions> Kind { get; } = new(
        "pose set",
        new MpiiJsonReader(),
        new CocoReader(),
        new MpiiMatReader(),
        new LspReader(),
        new PoseTableReader());

    /// <summary>Reads annotations of any known format.</summary>
    /// <param name="path">A file, or a folder with joints.mat.</param>
    /// <param name="options">What the user says about it; null for nothing.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with the place and the mend.</exception>
    public static PoseSet Read(string path, PoseInputOptions? options = null)
    {
        PoseInputOptions chosen = options ?? new PoseInputOptions();
        return Kind.Read(path, chosen.Format, chosen);
    }

    /// <summary>A skeleton by the name of one that comes with Praxis, or by the path of its file.</summary>
    /// <param name="name">mpii16, lsp14, coco17 or a path.</param>
    /// <returns>The skeleton.</returns>
    /// <exception cref="InputException">No such file, or it is malformed.</exception>
    public static PoseSkeleton SkeletonOf(string name) =>
        PoseSkeletons.Find(name)
            ?? (PoseSkeletons.IsPath(name)
                ? PoseSkeletonFile.Read(name)
                : throw new InputException(
                    NearestName.Unknown("skeleton", name, PoseSkeletons.Bundled.Select(skeleton => skeleton.Name))
                    + "; or pass the path of a JSON skeleton"));
}
