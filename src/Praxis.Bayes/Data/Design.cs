namespace Praxis.Bayes;

/// <summary>The observations of one group as a method takes them.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="RowCount">n.</param>
/// <param name="ColumnCount">p, and one more where there is a response.</param>
/// <param name="Values">Row-major: [n, columns], the response last.</param>
/// <param name="Means">What was taken off each column; 0 where nothing was.</param>
/// <param name="Deviations">What each column was divided by; 1 where nothing was done.</param>
internal sealed record Design(
    string Group, int RowCount, int ColumnCount, double[] Values, double[] Means, double[] Deviations);
