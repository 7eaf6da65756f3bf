using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The bundled clips.</summary>
internal static class MotionSample
{
    /// <summary>A part of the CMU benchmark.</summary>
    internal static SampleData Cmu { get; } = new(
        Path.Combine("motion", "cmu"),
        new Dictionary<string, string>(),
        "CMU Graphics Lab Motion Capture Database, mocap.cs.cmu.edu, created with funding from NSF EIA-0196217; free "
        + "use");
}
