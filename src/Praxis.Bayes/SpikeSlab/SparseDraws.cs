using System.Runtime.InteropServices;

namespace Praxis.Bayes;

/// <summary>Kept draws of coefficients, without those that are 0.</summary>
internal sealed class SparseDraws
{
    private readonly List<int> _ends = [];
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];

    /// <summary>Number of draws.</summary>
    internal int Count => _ends.Count;

    /// <summary>Columns of a draw with a coefficient, in increasing order.</summary>
    internal ReadOnlySpan<int> Columns(int draw) => CollectionsMarshal.AsSpan(_columns)[Range(draw)];

    /// <summary>Their coefficients.</summary>
    internal ReadOnlySpan<double> Values(int draw) => CollectionsMarshal.AsSpan(_values)[Range(draw)];

    /// <summary>Keeps a draw.</summary>
    internal void Add(ReadOnlySpan<double> coefficients)
    {
        for (int column = 0; column < coefficients.Length; column++)
        {
            if (coefficients[column] != 0)
            {
                _columns.Add(column);
                _values.Add(coefficients[column]);
            }
        }

        _ends.Add(_columns.Count);
    }

    internal void Write(BinaryWriter writer)
    {
        SetFiles.Write(writer, CollectionsMarshal.AsSpan(_ends));
        SetFiles.Write(writer, CollectionsMarshal.AsSpan(_columns));
        _values.ForEach(writer.Write);
    }

    internal void Read(BinaryReader reader)
    {
        _ends.Clear();
        _columns.Clear();
        _values.Clear();
        _ends.AddRange(SetFiles.Read(reader));
        _columns.AddRange(SetFiles.Read(reader));
        foreach (int _ in _columns)
        {
            _values.Add(reader.ReadDouble());
        }
    }

    private Range Range(int draw) => (draw == 0 ? 0 : _ends[draw - 1]).._ends[draw];
}
