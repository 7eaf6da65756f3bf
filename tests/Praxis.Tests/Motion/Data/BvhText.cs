namespace Praxis.Tests.Motion.Data;

/// <summary>A small BVH file whose joints have 6, 3, 1 and 6 channels, and ways to spoil it.</summary>
internal static class BvhText
{
    public const string Good =
        """
        HIERARCHY
        ROOT Hips
        {
          OFFSET 0 0 0
          CHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation
          JOINT Spine
          {
            OFFSET 0 10 0
            CHANNELS 3 Xrotation Yrotation Zrotation
            End Site
            {
              OFFSET 0 5 0
            }
          }
          JOINT LeftUpLeg
          {
            OFFSET 4 -1 0
            CHANNELS 1 Xrotation
            JOINT LeftLeg
            {
              OFFSET 0 -8 0
              CHANNELS 6 Zrotation Xrotation Yrotation Yposition Xposition Zposition
              End Site
              {
                OFFSET 0 -7 1
              }
            }
          }
        }
        MOTION
        Frames: 3
        Frame Time: 0.025
        1 90 2 0 0 0 10 20 30 15 1 2 3 -8 0 0
        2 91 3 10 20 30 11 21 31 16 2 3 4 -8.5 0 0.5
        3 92 4 20 40 60 12 22 32 17 3 4 5 -9 0 1

        """;

    /// <summary>The file with CRLF line ends and tabs for blanks.</summary>
    public static string WithTabsAndCarriageReturns => Good.Replace("  ", "\t", StringComparison.Ordinal)
        .Replace(' ', '\t').Replace("End\tSite", "End Site", StringComparison.Ordinal)
        .Replace("Frame\tTime", "Frame Time", StringComparison.Ordinal)
        .Replace("\n", "\r\n", StringComparison.Ordinal);
}
