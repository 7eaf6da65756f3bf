namespace Praxis.Bayes;

/// <summary>The observations of one group as a method takes them.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="RowCount">n.</param>
/// <param name="ColumnCount">p, and one more where there is a response.</param>
/// <param name="Values">Row-major: [n, columns], the response last.</param>
/// <param name="Means">What was taken off each column; 0 where nothing was.</param>
/// <param name="Deviations">What each column was divided by; 1 where nothing was done.</param>
internal sealed record Design(
    string Group, int RowCount, int ColumnCount, double[] Values, double[] Means, double[] Deviations)
{
    /// <summary>Mean and standard deviation of a column as it stands here, divisor n − 1.</summary>
    internal (double Mean, double Deviation) Moments(int column)
    {
        double sum = 0;
        for (int row = 0; row < RowCount; row++)
        {
            sum += Values[(row * ColumnCount) + column];
        }

        double mean = sum / RowCount;
        double squares = 0;
        for (int row = 0; row < RowCount; row++)
        {
            double off = Values[(row * ColumnCount) + column] - mean;
            squares += off * off;
        }

        return (mean, Math.Sqrt(squares / (RowCount - 1)));
    }
}
