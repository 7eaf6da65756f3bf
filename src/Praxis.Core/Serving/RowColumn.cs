namespace Praxis.Core;

/// <summary>A column of rows that a fitted run foretells, as a form asks for it.</summary>
/// <param name="Name">The column, as in the data of the fit.</param>
/// <param name="Typical">A value that is usual there, as it would be typed: the mean, or the first level.</param>
/// <param name="Choices">The levels it takes; empty for numbers.</param>
/// <param name="Importance">How much the answer hangs on it, in [0, 1], as a probability of inclusion.</param>
public sealed record RowColumn(string Name, string Typical, IReadOnlyList<string> Choices, double Importance);
