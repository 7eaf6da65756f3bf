namespace Praxis.Bayes;

/// <summary>The least that a method can work with.</summary>
/// <param name="Purpose">What is made of the table, as in "a graph".</param>
/// <param name="Variables">The least number of variables.</param>
/// <param name="Rows">The least number of rows, in each group.</param>
/// <param name="RowsNote">Why more rows than usual, as in " with --whiten"; or empty.</param>
internal readonly record struct TableNeeds(string Purpose, int Variables, int Rows, string RowsNote)
{
    /// <summary>What a graph needs.</summary>
    internal static TableNeeds OfGraph(bool isWhitened) =>
        isWhitened ? new("a graph", 2, 4, " with --whiten") : new("a graph", 2, 3, "");
}
