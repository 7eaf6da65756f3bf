using System.Runtime.InteropServices;

namespace Praxis.Bayes;

/// <summary>Mean of precision matrices that are drawn.</summary>
internal sealed class PrecisionSum
{
    private readonly int _size;
    private readonly double[] _sums;

    /// <summary>Begins with nothing.</summary>
    /// <param name="size">p.</param>
    internal PrecisionSum(int size)
    {
        _size = size;
        _sums = new double[size * (size + 1L) / 2];
    }

    /// <summary>Number of matrices of the mean; counted by <see cref="EndMatrix"/>.</summary>
    internal long Count { get; private set; }

    /// <summary>Mean of an element.</summary>
    internal double this[int i, int j] => _sums[Place(i, j)] / Math.Max(1, Count);

    /// <summary>Adds an element of the next matrix; once, not for both triangles.</summary>
    internal void Add(int i, int j, double value) => _sums[Place(i, j)] += value;

    /// <summary>All elements of a matrix were added.</summary>
    internal void EndMatrix() => Count++;

    /// <summary>Adds the matrices of another chain.</summary>
    internal void Add(PrecisionSum other)
    {
        Count += other.Count;
        for (int place = 0; place < _sums.Length; place++)
        {
            _sums[place] += other._sums[place];
        }
    }

    /// <summary>The mean; elements that were never there are left out.</summary>
    internal SymmetricMatrix Mean()
    {
        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (_sums[Place(i, j)] != 0)
                {
                    rows.Add(i);
                    columns.Add(j);
                    values.Add(this[i, j]);
                }
            }
        }

        return new SymmetricMatrix(rows, columns, values);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(MemoryMarshal.AsBytes(_sums.AsSpan()));
    }

    internal void Read(BinaryReader reader)
    {
        Count = reader.ReadInt64();
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_sums.AsSpan()));
    }

    private static long Place(int i, int j) => i > j ? (i * (i + 1L) / 2) + j : (j * (j + 1L) / 2) + i;
}
