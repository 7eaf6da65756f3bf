namespace Praxis.Recommend;

/// <summary>A categorical feature: its name and its levels; the first level is the empty text, "unknown".</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Levels">The levels, unknown first, then in the order of first appearance.</param>
public sealed record RankingColumn(string Name, IReadOnlyList<string> Levels);
