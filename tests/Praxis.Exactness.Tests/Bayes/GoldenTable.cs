using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Two small tables and a response without chance in them: n = 6, p = 4, not centred.</summary>
internal static class GoldenTable
{
    internal const int Columns = 4;

    /// <summary>((i + 1)(i + 2 j)(j + 3)) mod 13 - 6, i = 1..6, j = 1..4.</summary>
    internal static double[] First { get; } = Of(static (i, j) => ((i + 1) * (i + (2 * j)) * (j + 3) % 13) - 6);

    /// <summary>((i + 2)(2 i + j)(j + 1)) mod 13 - 6.</summary>
    internal static double[] Second { get; } = Of(static (i, j) => ((i + 2) * ((2 * i) + j) * (j + 1) % 13) - 6);

    /// <summary>((3 i² + i) mod 7) - 3.</summary>
    internal static double[] Response { get; } =
        [.. Enumerable.Range(1, 6).Select(static i => (double)((((3 * i * i) + i) % 7) - 3))];

    internal static GramMatrix Gram => GramMatrix.Of(First, Columns);

    internal static GramMatrix SecondGram => GramMatrix.Of(Second, Columns);

    /// <summary>The first table with the response as a fifth column.</summary>
    internal static GramMatrix GramWithResponse => GramMatrix.Of(
        [.. Enumerable.Range(0, 6).SelectMany(i => First[(i * Columns)..((i + 1) * Columns)].Append(Response[i]))],
        Columns + 1);

    private static double[] Of(Func<int, int, int> cell) =>
    [
        .. from i in Enumerable.Range(1, 6) from j in Enumerable.Range(1, Columns) select (double)cell(i, j),
    ];
}
