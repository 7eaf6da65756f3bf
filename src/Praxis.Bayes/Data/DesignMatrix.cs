using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Whitens, centres and scales the columns of a table, group by group.</summary>
/// <remarks>Sums run from the first row to the last, so the same table gives the same bytes.</remarks>
internal static class DesignMatrix
{
    /// <summary>Makes the design of each group.</summary>
    /// <param name="table">The observations.</param>
    /// <param name="options">What is done to the columns.</param>
    /// <param name="order">The variable at each column of the design.</param>
    /// <param name="withResponse">Whether the response follows as the last column: whitened as the others, always
    /// centred, never scaled.</param>
    /// <returns>One design a group, in the groups' order.</returns>
    /// <exception cref="InputException">A column is constant once it is whitened.</exception>
    internal static IReadOnlyList<Design> Of(
        NumericTable table, GraphInputOptions options, int[] order, bool withResponse)
    {
        int[][] rows = [.. Enumerable.Range(0, table.GroupNames.Count).Select(
            group => Enumerable.Range(0, table.RowCount).Where(row => table.GroupOfRow.Span[row] == group).ToArray())];
        return [.. rows.Select((_, group) => Of(table, options, order, withResponse, group, rows[group]))];
    }

    /// <summary>One sentence that says what is done to the columns.</summary>
    internal static string Describe(GraphInputOptions options)
    {
        var steps = new List<string>();
        if (options.Whiten)
        {
            steps.Add("whitened as a first-order autoregressive series (which drops the first row)");
        }

        if (options.Scaling != ColumnScaling.None)
        {
            steps.Add("centred");
        }

        if (options.Scaling == ColumnScaling.Standard)
        {
            steps.Add("divided by its standard deviation");
        }

        string response = options is not DagRegressionInputOptions ? "" : options.Scaling switch
        {
            ColumnScaling.Standard => "; the response keeps its scale",
            ColumnScaling.None => "; the response is centred",
            _ => "",
        };
        if (steps.Count == 0)
        {
            return $"The columns are used as they stand in the table{response}.";
        }

        string list = steps.Count == 1 ? steps[0] : $"{string.Join(", ", steps.SkipLast(1))} and {steps[^1]}";
        string groups = options is JointDagsInputOptions ? " within each group" : "";
        return $"Each column is {list}{groups}{response}.";
    }

    private static Design Of(
        NumericTable table, GraphInputOptions options, int[] order, bool withResponse, int group, int[] rows)
    {
        int dropped = options.Whiten ? 1 : 0;
        int rowCount = rows.Length - dropped;
        int columnCount = order.Length + (withResponse ? 1 : 0);
        var values = new double[rowCount * columnCount];
        var means = new double[columnCount];
        var deviations = new double[columnCount];
        var buffer = new double[rows.Length];
        for (int column = 0; column < columnCount; column++)
        {
            bool isResponse = column == order.Length;
            Gather(table, isResponse ? -1 : order[column], rows, buffer);
            Span<double> series = buffer.AsSpan(dropped);
            if (options.Whiten)
            {
                Whiten(buffer);
                string name = isResponse ? "the response" : $"column '{CellText.Plain(table.Names[order[column]])}'";
                CheckVaries(table, name, group, buffer[dropped..]);
            }

            means[column] = options.Scaling == ColumnScaling.None && !isResponse ? 0 : Mean(series);
            deviations[column] = options.Scaling == ColumnScaling.Standard && !isResponse
                ? Math.Sqrt(SumOfSquares(series, means[column]) / (rowCount - 1))
                : 1;
            for (int row = 0; row < rowCount; row++)
            {
                values[(row * columnCount) + column] = (series[row] - means[column]) / deviations[column];
            }
        }

        return new Design(table.GroupNames[group], rowCount, columnCount, values, means, deviations);
    }

    private static void Gather(NumericTable table, int variable, int[] rows, double[] series)
    {
        ReadOnlySpan<double> values = table.Values.Span;
        ReadOnlySpan<double> response = table.Response.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            series[i] = variable < 0 ? response[rows[i]] : values[(rows[i] * table.Names.Count) + variable];
        }
    }

    /// <summary>Replaces x_t by x_t − r x_(t−1), with r the autocorrelation of lag 1 about the mean; the first value
    /// stays.</summary>
    private static void Whiten(double[] series)
    {
        double mean = Mean(series);
        double product = 0;
        for (int i = 1; i < series.Length; i++)
        {
            product += (series[i] - mean) * (series[i - 1] - mean);
        }

        double autocorrelation = product / SumOfSquares(series, mean);
        for (int i = series.Length - 1; i > 0; i--)
        {
            series[i] -= autocorrelation * series[i - 1];
        }
    }

    private static void CheckVaries(NumericTable table, string name, int group, double[] series)
    {
        if (TableChecks.AreConstant(series.Min(), series.Max()))
        {
            string place = table.GroupNames.Count == 1 ? "" : $" in group '{CellText.Plain(table.GroupNames[group])}'";
            throw new InputException($"{table.Path}: {name} is constant once it is whitened{place}; name it"
                + " in --leave-out or take --whiten away");
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double SumOfSquares(ReadOnlySpan<double> values, double mean)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum;
    }
}
