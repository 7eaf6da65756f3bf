using System.Numerics;

namespace Praxis.Bayes;

/// <summary>A symmetric matrix Ω and TΩ, T = X'X, column by column, which follows it: O(p) for a change.</summary>
/// <remarks>Changing ω_jk touches columns j and k alone, so that threads with nodes of their own may do so side by
/// side. Rounding of the steps goes with <see cref="Refresh"/>.</remarks>
internal sealed class ConcordProduct
{
    private readonly int _size;
    private readonly double[] _gram;
    private readonly double[] _omega;
    private readonly double[] _values;

    /// <summary>Begins with Ω = 0.</summary>
    /// <param name="gram">T.</param>
    internal ConcordProduct(GramMatrix gram)
    {
        _size = gram.ColumnCount;
        _gram = gram.Values.ToArray();
        _omega = new double[_size * _size];
        _values = new double[_size * _size];
    }

    /// <summary>Ω: [p, p].</summary>
    internal ReadOnlySpan<double> Omega => _omega;

    /// <summary>TΩ: [p, p], column by column.</summary>
    internal ReadOnlySpan<double> Values => _values;

    /// <summary>ω_ij.</summary>
    internal double this[int i, int j] => _omega[(i * _size) + j];

    /// <summary>(TΩ)_ij.</summary>
    internal double OfData(int i, int j) => _values[(j * _size) + i];

    /// <summary>Column j of TΩ: [p].</summary>
    internal ReadOnlySpan<double> Column(int j) => _values.AsSpan(j * _size, _size);

    /// <summary>Ω becomes 0; TΩ waits for <see cref="Refresh"/>.</summary>
    internal void Clear() => Array.Clear(_omega);

    /// <summary>Sets an element of Ω; TΩ waits for <see cref="Refresh"/>.</summary>
    internal void Set(int i, int j, double value)
    {
        _omega[(i * _size) + j] = value;
        _omega[(j * _size) + i] = value;
    }

    /// <summary>Sets an element off the diagonal.</summary>
    internal void Change(int j, int k, double value)
    {
        double change = value - this[j, k];
        if (change != 0)
        {
            Set(j, k, value);
            AddScaled(change, _gram.AsSpan(j * _size, _size), _values.AsSpan(k * _size, _size));
            AddScaled(change, _gram.AsSpan(k * _size, _size), _values.AsSpan(j * _size, _size));
        }
    }

    /// <summary>Sets an element of the diagonal.</summary>
    internal void ChangeDiagonal(int j, double value)
    {
        double change = value - this[j, j];
        _omega[(j * _size) + j] = value;
        AddScaled(change, _gram.AsSpan(j * _size, _size), _values.AsSpan(j * _size, _size));
    }

    /// <summary>Computes TΩ anew.</summary>
    /// <param name="edges">All pairs off the diagonal that are not 0, once, in an order that depends on the set
    /// alone.</param>
    internal void Refresh(IEnumerable<(int I, int J)> edges)
    {
        Array.Clear(_values);
        for (int j = 0; j < _size; j++)
        {
            AddScaled(this[j, j], _gram.AsSpan(j * _size, _size), _values.AsSpan(j * _size, _size));
        }

        foreach ((int i, int j) in edges)
        {
            AddScaled(this[i, j], _gram.AsSpan(i * _size, _size), _values.AsSpan(j * _size, _size));
            AddScaled(this[i, j], _gram.AsSpan(j * _size, _size), _values.AsSpan(i * _size, _size));
        }
    }

    // y += factor x.
    private static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        var factors = new Vector<double>(factor);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Span<double> place = y.Slice(i, Vector<double>.Count);
            Vector.FusedMultiplyAdd(factors, new Vector<double>(x[i..]), new Vector<double>(place)).CopyTo(place);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }
}
