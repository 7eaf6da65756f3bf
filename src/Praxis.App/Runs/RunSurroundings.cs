using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Core;

namespace Praxis.App;

/// <summary>What a manifest says about program and machine.</summary>
internal static class RunSurroundings
{
    /// <summary>The Praxis version with the commit where the build knew it.</summary>
    public static string Version =>
        typeof(RunSurroundings).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    /// <summary>Operating system and processor architecture.</summary>
    public static string Machine =>
        $"{RuntimeInformation.OSDescription.Trim()}, "
        + $"{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, "
        + $"{Environment.ProcessorCount} processors";

    /// <summary>Fills the fields of a manifest that tell where it runs.</summary>
    public static RunManifest Fill(RunManifest manifest) => manifest with
    {
        Version = Version,
        Runtime = RuntimeInformation.FrameworkDescription,
        Machine = Machine,
        VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector.IsHardwareAccelerated ? Vector<byte>.Count * 8 : 0,
    };
}
