namespace Praxis.Recommend;

/// <summary>The metrics of one method on a set of cases, case by case and in the mean.</summary>
public sealed class RankingResult
{
    private readonly double[] _values;
    private readonly double[] _means;

    internal RankingResult(int[] users, int[] historyLengths, double[] values)
    {
        Users = users;
        HistoryLengths = historyLengths;
        _values = values;
        _means = new double[Columns];
        for (int column = 0; column < Columns; column++)
        {
            for (int row = 0; row < users.Length; row++)
            {
                _means[column] += values[(row * Columns) + column];
            }

            _means[column] /= users.Length;
        }
    }

    /// <summary>User index of each case: [cases].</summary>
    public IReadOnlyList<int> Users { get; }

    /// <summary>Events before the target, case by case: [cases].</summary>
    public IReadOnlyList<int> HistoryLengths { get; }

    /// <summary>Number of cases.</summary>
    public int Count => Users.Count;

    private static int Columns => RankingMetrics.Names.Count;

    /// <summary>The mean over the cases.</summary>
    /// <param name="metric">One of <see cref="RankingMetrics.Names"/>.</param>
    /// <returns>A value in [0, 1].</returns>
    public double Mean(string metric) => _means[ColumnOf(metric)];

    /// <summary>The value of one case.</summary>
    /// <param name="metric">One of <see cref="RankingMetrics.Names"/>.</param>
    /// <param name="index">The case.</param>
    /// <returns>A value in [0, 1].</returns>
    public double Value(string metric, int index) => _values[(index * Columns) + ColumnOf(metric)];

    /// <summary>The values of all cases.</summary>
    /// <param name="metric">One of <see cref="RankingMetrics.Names"/>.</param>
    /// <returns>A new array: [cases].</returns>
    public double[] Values(string metric)
    {
        int column = ColumnOf(metric);
        var values = new double[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _values[(i * Columns) + column];
        }

        return values;
    }

    /// <summary>95 % intervals of all means by percentile bootstrap over the users, 1,000 resamples.</summary>
    /// <param name="seed">The seed of the resamples.</param>
    /// <param name="threadCount">Threads to use; the intervals do not depend on it.</param>
    /// <returns>An interval for each of <see cref="RankingMetrics.Names"/>.</returns>
    public IReadOnlyList<ConfidenceInterval> Intervals(ulong seed, int threadCount) =>
        Bootstrap.Means(_values, Columns, seed, threadCount);

    /// <summary>95 % intervals of the means' differences, this minus the other, by paired bootstrap over the
    /// users.</summary>
    /// <param name="other">A result on the same cases.</param>
    /// <param name="seed">The seed of the resamples.</param>
    /// <param name="threadCount">Threads to use; the intervals do not depend on it.</param>
    /// <returns>An interval for each of <see cref="RankingMetrics.Names"/>.</returns>
    /// <exception cref="ArgumentException">The results are of different cases.</exception>
    public IReadOnlyList<ConfidenceInterval> DifferenceTo(RankingResult other, ulong seed, int threadCount)
    {
        if (!Users.SequenceEqual(other.Users))
        {
            throw new ArgumentException("both results must be of the same cases", nameof(other));
        }

        var differences = new double[_values.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = _values[i] - other._values[i];
        }

        return Bootstrap.Means(differences, Columns, seed, threadCount);
    }

    private static int ColumnOf(string metric)
    {
        for (int column = 0; column < Columns; column++)
        {
            if (RankingMetrics.Names[column] == metric)
            {
                return column;
            }
        }

        throw new ArgumentException($"metric must be one of {string.Join(", ", RankingMetrics.Names)}; got {metric}");
    }
}
