namespace Praxis.Motion;

/// <summary>The clips of a folder. Immutable.</summary>
public sealed class MotionSet
{
    /// <summary>Makes a set.</summary>
    /// <param name="entries">The clips, at least one; copied.</param>
    /// <param name="passedOver">Files of the folder that were not read; copied.</param>
    /// <exception cref="ArgumentException">There is no clip.</exception>
    public MotionSet(IEnumerable<MotionEntry> entries, IEnumerable<string>? passedOver = null)
    {
        Entries = [.. entries];
        PassedOver = [.. passedOver ?? []];
        ArgumentOutOfRangeException.ThrowIfZero(Entries.Count, nameof(entries));
    }

    /// <summary>The clips, in the order of their paths.</summary>
    public IReadOnlyList<MotionEntry> Entries { get; }

    /// <summary>Files that are no motion by their ending or first line.</summary>
    public IReadOnlyList<string> PassedOver { get; }

    /// <summary>Actions, each once, in alphabetical order.</summary>
    public IReadOnlyList<string> Actions =>
        [.. Entries.Select(entry => entry.Action).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The clips for one purpose.</summary>
    /// <param name="split">The purpose.</param>
    /// <returns>In the order of their paths.</returns>
    public IReadOnlyList<MotionEntry> Of(MotionSplit split) => [.. Entries.Where(entry => entry.Split == split)];
}
