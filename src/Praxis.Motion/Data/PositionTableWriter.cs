using System.Globalization;
using System.Text;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Writes joint positions as CSV that <see cref="PositionTableReader"/> reads back.</summary>
public static class PositionTableWriter
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="firstSeconds">What the column time says of the first frame.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <remarks>A column time in seconds, then joint_x, joint_y and joint_z for each joint, in the clip's unit, with
    /// six decimals.</remarks>
    public static void Write(string path, PositionClip clip, double firstSeconds = 0)
    {
        var text = new StringBuilder("time");
        foreach (string joint in clip.JointNames)
        {
            string name = joint.Replace(',', ' ');
            text.Append(CultureInfo.InvariantCulture, $",{name}_x,{name}_y,{name}_z");
        }

        text.Append('\n');
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{firstSeconds + (frame * clip.FrameSeconds):0.########}");
            foreach (Vector3D place in clip.Positions(frame))
            {
                text.Append(CultureInfo.InvariantCulture, $",{place.X:0.######},{place.Y:0.######},{place.Z:0.######}");
            }

            text.Append('\n');
        }

        AtomicFile.WriteText(path, text.ToString());
    }
}
