using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Reads Acclaim's AMC motions with their ASF skeleton.</summary>
/// <remarks>A bone turns by C M C⁻¹, C its axes and M its angles, in its parent's frame. The skeleton is the one named
/// in the options, or beside the motion <c>01.asf</c> or <c>01_01.asf</c> for <c>01_01.amc</c>, or the folder's only
/// one. AMC states no rate; 120 frames a second are taken, that of the CMU database.</remarks>
public sealed class AmcReader : IReader<IMotionClip, MotionReadOptions>
{
    private const double CmuRate = 120;

    /// <inheritdoc/>
    public string Format => "amc";

    /// <inheritdoc/>
    public bool Accepts(string path) => MotionFile.HasEnding(path, ".amc");

    /// <inheritdoc/>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadClip(path, options);

    /// <summary>Reads an AMC file.</summary>
    /// <param name="path">The file, plain or compressed as .gz.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip.</returns>
    /// <exception cref="InputException">A file cannot be used; one line with file, line and the mend.</exception>
    public static MotionClip ReadClip(string path, MotionReadOptions options)
    {
        AsfSkeleton skeleton = AsfReader.Read(
            options.SkeletonPath.Length > 0 ? options.SkeletonPath : SkeletonBeside(path));
        using var lines = new MotionLines(path);
        MotionClip clip = new AmcFrames(lines, skeleton).Read(options.FrameRate > 0 ? options.FrameRate : CmuRate);
        return MotionFile.WithoutFirst(clip, path, options);
    }

    private static string SkeletonBeside(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string name = Path.GetFileName(path);
        string stem = name[..name.IndexOf('.', StringComparison.Ordinal)];
        string subject = stem.Split('_')[0];
        string[] found = [.. Directory.GetFiles(folder).Where(file => MotionFile.HasEnding(file, ".asf"))];
        return found.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == stem)
            ?? found.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == subject)
            ?? (found.Length == 1
                ? found[0]
                : throw new InputException($"{path}: no skeleton {subject}.asf lies beside it; put it there or name"
                    + " the skeleton in the options"));
    }
}
