using System.Globalization;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Reads a file of motion of any known format.</summary>
public static class MotionFile
{
    /// <summary>The readers, of which the first that accepts a path reads it.</summary>
    public static DataKind<IMotionClip, MotionReadOptions> Kind { get; } =
        new(
            "motion file",
            new BvhReader(),
            new AmcReader(),
            new SmplArchiveReader(),
            new SmplPickleReader(),
            new PositionTableReader(),
            new BenchmarkTextReader());

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its format is told by its ending unless the options name one.</param>
    /// <param name="options">What the user says about the file; null for nothing.</param>
    /// <returns>A <see cref="MotionClip"/>, or a <see cref="PositionClip"/> where the file has no rotations.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with file, line and the mend.</exception>
    public static IMotionClip Read(string path, MotionReadOptions? options = null)
    {
        MotionReadOptions chosen = options ?? new MotionReadOptions();
        IMotionClip clip = Kind.Read(path, chosen.Format, chosen);
        RequireSense(clip, path);
        return clip;
    }

    /// <summary>Reads a file so that the root's path has the unit of the bones, as the CMU benchmark's text has
    /// not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about the file; null for nothing.</param>
    /// <returns>As <see cref="Read"/>.</returns>
    /// <exception cref="InputException">The file cannot be used.</exception>
    public static IMotionClip ReadInOneUnit(string path, MotionReadOptions? options = null) =>
        MotionData.InOneUnit(Read(path, options), path);

    /// <summary>Reads a file that must hold rotations.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about the file; null for nothing.</param>
    /// <returns>The clip.</returns>
    /// <exception cref="InputException">The file cannot be used, or holds positions only.</exception>
    public static MotionClip ReadRotations(string path, MotionReadOptions? options = null) =>
        Read(path, options) as MotionClip
        ?? throw new InputException(
            $"{path}: holds positions of joints and no rotations; give a BVH, AMC, npz or benchmark text file");

    // Numbers that are finite and yet no motion of a body would fail far from here, without the file's name.
    private static void RequireSense(IMotionClip clip, string path)
    {
        const double shortest = 1e-4;
        const double longest = 2;
        const double farthest = 1e9;
        if (clip.FrameSeconds is < shortest or > longest)
        {
            double thousandth = clip.FrameSeconds / 1000;
            string milliseconds = thousandth is >= shortest and <= longest / 10
                ? "; if these are milliseconds, write " + thousandth.ToString("0.#######", CultureInfo.InvariantCulture)
                : "";
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: a frame lasts {clip.FrameSeconds:0.####e+0} s, and {shortest} to {longest} s can be")
                + $"{milliseconds}, or give the frames a second with --frame-rate");
        }

        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            foreach (Vector3D place in clip is MotionClip motion
                ? motion.RootPositions.Slice(frame, 1)
                : ((PositionClip)clip).Positions(frame))
            {
                if (!(Math.Abs(place.X) + Math.Abs(place.Y) + Math.Abs(place.Z) <= farthest))
                {
                    throw new InputException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}: frame {frame + 1} has a joint at ({place.X:G4}, {place.Y:G4}, {place.Z:G4}), farther "
                        + $"than {farthest:G1} from the origin; mend the frame"));
                }
            }
        }
    }

    internal static bool HasEnding(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(ending + ".gz", StringComparison.OrdinalIgnoreCase);

    internal static MotionClip WithoutFirst(MotionClip clip, string path, MotionReadOptions options) =>
        !options.DropFirstFrame ? clip
        : clip.FrameCount > 1 ? clip.Slice(1, clip.FrameCount - 1)
        : throw new InputException($"{path}: has one frame only; do not drop the first");
}
