namespace Praxis.Bayes;

/// <summary>A model as a set of units, a unit being a variable or a group; equal sets are equal keys.</summary>
/// <remarks>The hash is the exclusive or of a fixed 128-bit key of each unit (Zobrist), so that it follows a change of
/// one unit; units are compared where hashes agree.</remarks>
internal readonly struct ModelKey : IEquatable<ModelKey>
{
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly int[] _units;

    private ModelKey(int[] units, ulong low, ulong high)
    {
        _units = units;
        _low = low;
        _high = high;
    }

    /// <summary>The model without a unit.</summary>
    internal static ModelKey Empty { get; } = new([], 0, 0);

    /// <summary>The units, ascending.</summary>
    internal ReadOnlySpan<int> Units => _units;

    /// <summary>Number of units.</summary>
    internal int Count => _units.Length;

    /// <summary>A hash of 64 bits.</summary>
    internal ulong Hash => _low;

    /// <summary>The key of a set of units.</summary>
    internal static ModelKey Of(IEnumerable<int> units)
    {
        ModelKey key = Empty;
        foreach (int unit in units)
        {
            key = key.With(unit);
        }

        return key;
    }

    public bool Equals(ModelKey other) =>
        _low == other._low && _high == other._high && _units.AsSpan().SequenceEqual(other._units);

    public override bool Equals(object? obj) => obj is ModelKey other && Equals(other);

    public override int GetHashCode() => (int)_low;

    /// <summary>Whether a unit is in.</summary>
    internal bool Contains(int unit) => Array.BinarySearch(_units, unit) >= 0;

    /// <summary>The set and one unit that is not in it.</summary>
    internal ModelKey With(int unit)
    {
        int place = ~Array.BinarySearch(_units, unit);
        int[] units = [.. _units.AsSpan(0, place), unit, .. _units.AsSpan(place)];
        return Toggled(units, unit);
    }

    /// <summary>The set less one unit that is in it.</summary>
    internal ModelKey Without(int unit)
    {
        int place = Array.BinarySearch(_units, unit);
        int[] units = [.. _units.AsSpan(0, place), .. _units.AsSpan(place + 1)];
        return Toggled(units, unit);
    }

    private ModelKey Toggled(int[] units, int unit) =>
        new(units, _low ^ Mixed((2 * (ulong)unit) + 1), _high ^ Mixed((2 * (ulong)unit) + 2));

    // The finaliser of SplitMix64: a bijection whose outputs look independent.
    private static ulong Mixed(ulong value)
    {
        ulong z = value * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
