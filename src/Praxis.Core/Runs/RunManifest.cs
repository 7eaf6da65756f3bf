using System.Text.Json;

namespace Praxis.Core;

/// <summary>Everything needed to understand and to repeat a run: the content of run.json.</summary>
public sealed record RunManifest
{
    /// <summary>The newest form of this file that is read.</summary>
    public const int NewestFormat = 2;

    /// <summary>The form from which on <see cref="Data"/> has the files in folders of a folder too; before, only those
    /// directly inside it.</summary>
    public const int NestedDataFormat = 2;

    /// <summary>The version of this file's form; older ones stay readable.</summary>
    public int FormatVersion { get; init; } = NewestFormat;

    /// <summary>The run's identity: the name of its folder.</summary>
    public required string Id { get; init; }

    /// <summary>The method's name in the catalogue.</summary>
    public required string Method { get; init; }

    /// <summary>The data file or folder, absolute; null when the bundled sample was used.</summary>
    public string? DataPath { get; init; }

    /// <summary>All resolved input options.</summary>
    public required JsonElement InputOptions { get; init; }

    /// <summary>All resolved options of the method.</summary>
    public required JsonElement Options { get; init; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads used; the result does not depend on it.</summary>
    public int ThreadCount { get; init; }

    /// <summary>The time limit in seconds, or null.</summary>
    public double? TimeLimitSeconds { get; init; }

    /// <summary>Fingerprints of the data.</summary>
    public IReadOnlyList<Fingerprint> Data { get; init; } = [];

    /// <summary>The folder of the run that this one goes on from, absolute; null when it began anew.</summary>
    public string? ContinuedFrom { get; init; }

    /// <summary>Fingerprints of that run's model.</summary>
    public IReadOnlyList<Fingerprint> ContinuedModel { get; init; } = [];

    /// <summary>The Praxis version, with the commit where known.</summary>
    public required string Version { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Operating system and processor architecture.</summary>
    public required string Machine { get; init; }

    /// <summary>Width in bits of the widest accelerated vectors.</summary>
    public int VectorBits { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When the run was whole, in UTC; null while it is not.</summary>
    public DateTimeOffset? End { get; init; }
}
