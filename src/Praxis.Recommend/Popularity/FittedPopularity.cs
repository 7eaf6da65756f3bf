using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The same list for everybody: items by their number of events.</summary>
/// <remarks>
/// The score of the item at place p (0 for the most popular) is items − p, so no two items tie: equal counts stand in
/// the order of their first appearance in the log. Exact in single precision up to 2²⁴ items.
/// </remarks>
public sealed class FittedPopularity : IFitted<FittedPopularity>, IRecommender
{
    private const string Kind = "popularity";
    private const string FileName = "popularity.bin";
    private readonly int[] _counts;
    private readonly float[] _scores;

    internal FittedPopularity(int[] counts)
    {
        _counts = counts;
        _scores = new float[counts.Length];
        int[] places = PopularityRanking.Places(counts);
        for (int item = 0; item < places.Length; item++)
        {
            _scores[item] = places.Length - places[item];
        }
    }

    /// <inheritdoc/>
    public int ItemCount => _counts.Length;

    /// <summary>Number of events that each item was learnt from: [items].</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <inheritdoc/>
    public static FittedPopularity Load(string folder) =>
        ArrayFile.Read(Path.Combine(folder, FileName), Kind, static reader => new FittedPopularity(reader.Ints()));

    /// <inheritdoc/>
    public void Save(string folder) =>
        ArrayFile.Write(Path.Combine(folder, FileName), Kind, writer => writer.Ints(_counts));

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        Check.Length(scores.Length, (long)queries.Length * ItemCount);
        for (int row = 0; row < queries.Length; row++)
        {
            _scores.CopyTo(scores[(row * ItemCount)..]);
        }
    }
}
