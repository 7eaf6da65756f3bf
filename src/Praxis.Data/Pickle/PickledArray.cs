namespace Praxis.Data;

/// <summary>A NumPy array of numbers from a pickle.</summary>
public sealed class PickledArray
{
    internal PickledArray()
    {
    }

    /// <summary>The length of each dimension; none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; private set; } = [0];

    /// <summary>The numbers, row-major; empty where the array holds none, as one of texts.</summary>
    public ReadOnlyMemory<double> Values { get; private set; }

    /// <summary>The array as rows and columns.</summary>
    /// <returns>The array; null where it has not one or two dimensions of at least 1 with numbers.</returns>
    public NpyArray? ToTable() => Shape.Count is 1 or 2 && Values.Length > 0
        ? new NpyArray([.. Shape], Values.ToArray())
        : null;

    internal void Fill(int[] shape, double[] values) => (Shape, Values) = (shape, values);
}
