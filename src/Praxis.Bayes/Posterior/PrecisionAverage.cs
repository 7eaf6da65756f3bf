namespace Praxis.Bayes;

/// <summary>Mean of precision matrices that are sums over nodes of what a regression on parents gives.</summary>
/// <remarks>Ω = Σ_j (1 / d_j)(e_j - b_j)(e_j - b_j)', b_j the coefficients of node j on its parents. With 1 / d_j of
/// mean w and b_j | d_j normal around m with covariance d_j c M_PP⁻¹, the mean of the term is w (e_j - m)(e_j - m)' + c
/// [M_PP⁻¹]⁰. Along a perfect order of a decomposable graph this is its mean under the G-Wishart posterior.</remarks>
internal sealed class PrecisionAverage
{
    private readonly int _size;
    private readonly Dictionary<long, double> _sums = [];
    private double[] _buffer = new double[16];

    /// <summary>Begins with nothing.</summary>
    /// <param name="size">p.</param>
    internal PrecisionAverage(int size) => _size = size;

    /// <summary>Number of matrices of the mean; counted by <see cref="EndMatrix"/>.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds the term of one node of the next matrix.</summary>
    /// <param name="regression">The node on its parents.</param>
    /// <param name="weight">w, the mean of 1 / d.</param>
    /// <param name="spread">c; 0 for the term at m alone.</param>
    internal void Add(ActiveSetCholesky regression, double weight, double spread)
    {
        int count = regression.Count;
        int node = regression.Target;
        if (_buffer.Length < count)
        {
            _buffer = new double[2 * count];
        }

        ReadOnlySpan<int> active = regression.Active;
        Span<double> values = _buffer.AsSpan(0, count);
        regression.Coefficients(values);
        Add(node, node, weight);
        for (int a = 0; a < count; a++)
        {
            Add(node, active[a], -weight * values[a]);
            for (int b = 0; b <= a; b++)
            {
                Add(active[a], active[b], weight * values[a] * values[b]);
            }
        }

        for (int a = 0; a < count && spread > 0; a++)
        {
            regression.InverseColumn(a, values);
            for (int b = 0; b <= a; b++)
            {
                Add(active[a], active[b], spread * values[b]);
            }
        }
    }

    /// <summary>All nodes of a matrix were added.</summary>
    internal void EndMatrix() => Count++;

    /// <summary>Adds the matrices of another mean.</summary>
    /// <param name="other">The other.</param>
    /// <param name="isSameMatrices">Whether the other holds more terms of the matrices that are here, not more
    /// matrices.</param>
    internal void Add(PrecisionAverage other, bool isSameMatrices)
    {
        Count = isSameMatrices ? Math.Max(Count, other.Count) : Count + other.Count;
        foreach ((long key, double value) in other._sums)
        {
            Add((int)(key / _size), (int)(key % _size), value);
        }
    }

    /// <summary>The mean.</summary>
    internal SymmetricMatrix Mean()
    {
        long[] keys = [.. _sums.Keys.Order()];
        return new SymmetricMatrix(
            [.. keys.Select(key => (int)(key / _size))],
            [.. keys.Select(key => (int)(key % _size))],
            [.. keys.Select(key => _sums[key] / Math.Max(1, Count))]);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_sums.Count);
        foreach ((long key, double value) in _sums)
        {
            writer.Write(key);
            writer.Write(value);
        }
    }

    internal void Read(BinaryReader reader)
    {
        Count = reader.ReadInt32();
        _sums.Clear();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            _sums.Add(reader.ReadInt64(), reader.ReadDouble());
        }
    }

    private void Add(int i, int j, double value)
    {
        long key = i > j ? ((long)i * _size) + j : ((long)j * _size) + i;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _) += value;
    }
}
