namespace Praxis.Bayes;

/// <summary>Which edges of an undirected graph are required, and which are forbidden.</summary>
internal sealed class EdgeRules
{
    private readonly HashSet<(int, int)> _forbidden;

    /// <summary>Makes the rules.</summary>
    /// <param name="required">Pairs that must be joined, in any direction.</param>
    /// <param name="forbidden">Pairs that must not be.</param>
    internal EdgeRules(IEnumerable<(int From, int To)> required, IEnumerable<(int From, int To)> forbidden)
    {
        Required = [.. required.Select(Sorted).Distinct()];
        _forbidden = [.. forbidden.Select(Sorted)];
    }

    /// <summary>No rules.</summary>
    internal static EdgeRules None { get; } = new([], []);

    /// <summary>The required pairs, the smaller number first.</summary>
    internal IReadOnlyList<(int From, int To)> Required { get; }

    /// <summary>The forbidden pairs, the smaller number first.</summary>
    internal IReadOnlyCollection<(int From, int To)> Forbidden => _forbidden;

    internal bool Requires(int i, int j) => Required.Contains(Sorted((i, j)));

    internal bool Forbids(int i, int j) => _forbidden.Contains(Sorted((i, j)));

    private static (int From, int To) Sorted((int From, int To) edge) =>
        edge.From < edge.To ? edge : (edge.To, edge.From);
}
