using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Predictions of one task beside what happened, summed user by user so that users can be resampled.</summary>
internal sealed class TaskResult
{
    // Columns of the sums of a user.
    private const int Count = 0;
    private const int LabelSum = 1;
    private const int LogLossSum = 2;
    private const int CurveSum = 3;
    private const int CurveWeight = 4;
    private const int SquareSum = 5;
    private const int AbsoluteSum = 6;
    private const int ColumnCount = 7;
    private readonly double[] _sums;

    /// <summary>Compares.</summary>
    /// <param name="task">The task.</param>
    /// <param name="users">User of each event, ascending: [E].</param>
    /// <param name="labels">[E].</param>
    /// <param name="predictions">[E].</param>
    internal TaskResult(RankingTask task, int[] users, float[] labels, float[] predictions)
    {
        Check.Length(labels.Length, users.Length);
        Check.Length(predictions.Length, users.Length);
        Task = task;
        Labels = labels;
        Predictions = predictions;
        var sums = new List<double>();
        for (int first = 0; first < users.Length;)
        {
            int end = first;
            while (end < users.Length && users[end] == users[first])
            {
                end++;
            }

            sums.AddRange(Sums(labels.AsSpan(first..end), predictions.AsSpan(first..end)));
            first = end;
        }

        _sums = [.. sums];
        UserCount = _sums.Length / ColumnCount;
    }

    /// <summary>The task.</summary>
    internal RankingTask Task { get; }

    /// <summary>What happened: [E].</summary>
    internal float[] Labels { get; }

    /// <summary>What was foretold: [E].</summary>
    internal float[] Predictions { get; }

    /// <summary>Number of users with events.</summary>
    internal int UserCount { get; }

    /// <summary>Users without both classes, whom the grouped area leaves out.</summary>
    internal int SkippedUserCount
    {
        get
        {
            int skipped = 0;
            for (int user = 0; user < UserCount; user++)
            {
                skipped += _sums[(user * ColumnCount) + CurveWeight] == 0 ? 1 : 0;
            }

            return skipped;
        }
    }

    /// <summary>Names of the metrics of a kind of task that can be resampled, the main one first.</summary>
    internal static IReadOnlyList<string> Names(RankingTaskKind kind) =>
        kind == RankingTaskKind.Binary ? ["NE", "GAUC"] : ["MSE", "MAE"];

    /// <summary>Area under the curve over all events; NaN for regression.</summary>
    internal double AreaUnderCurve() => Task.Kind == RankingTaskKind.Binary
        ? BinaryScores.AreaUnderCurve(Predictions, Labels)
        : double.NaN;

    /// <summary>The metrics of <see cref="Names"/>.</summary>
    internal double[] Values()
    {
        var total = new double[ColumnCount];
        for (int user = 0; user < UserCount; user++)
        {
            for (int column = 0; column < ColumnCount; column++)
            {
                total[column] += _sums[(user * ColumnCount) + column];
            }
        }

        return Values(total);
    }

    /// <summary>1 - NE, or 1 - MSE over the variance of the labels: 0 for the part's own mean, 1 for perfect.</summary>
    internal double Skill()
    {
        double value = Values()[0];
        if (Task.Kind == RankingTaskKind.Binary)
        {
            return 1 - value;
        }

        double mean = Labels.Sum(static label => (double)label) / Labels.Length;
        double variance = Labels.Sum(label => (label - mean) * (label - mean)) / Labels.Length;
        return 1 - (value / variance);
    }

    /// <summary>95 % intervals of the metrics, by resampling users.</summary>
    internal ConfidenceInterval[] Intervals(ulong seed, int threadCount) =>
        Bootstrap.Statistics(_sums, ColumnCount, Values, Names(Task.Kind).Count, seed, threadCount);

    /// <summary>95 % intervals of this result's metrics minus another's on the same events, users resampled
    /// alike.</summary>
    internal ConfidenceInterval[] DifferenceTo(TaskResult other, ulong seed, int threadCount)
    {
        Check.Length(other._sums.Length, _sums.Length);
        var both = new double[2 * _sums.Length];
        for (int user = 0; user < UserCount; user++)
        {
            _sums.AsSpan(user * ColumnCount, ColumnCount).CopyTo(both.AsSpan(2 * user * ColumnCount));
            other._sums.AsSpan(user * ColumnCount, ColumnCount).CopyTo(both.AsSpan(((2 * user) + 1) * ColumnCount));
        }

        return Bootstrap.Statistics(
            both,
            2 * ColumnCount,
            sums =>
            {
                double[] own = Values(sums[..ColumnCount]);
                double[] others = Values(sums[ColumnCount..]);
                return [.. own.Zip(others, static (left, right) => left - right)];
            },
            Names(Task.Kind).Count,
            seed,
            threadCount);
    }

    private double[] Values(double[] total) => Task.Kind == RankingTaskKind.Binary
        ?
        [
            BinaryScores.NormalizedEntropy(total[LogLossSum], total[LabelSum], total[Count]),
            total[CurveSum] / total[CurveWeight],
        ]
        : [total[SquareSum] / total[Count], total[AbsoluteSum] / total[Count]];

    private double[] Sums(ReadOnlySpan<float> labels, ReadOnlySpan<float> predictions)
    {
        var sums = new double[ColumnCount];
        sums[Count] = labels.Length;
        for (int i = 0; i < labels.Length; i++)
        {
            double error = (double)predictions[i] - labels[i];
            sums[LabelSum] += labels[i];
            sums[SquareSum] += error * error;
            sums[AbsoluteSum] += Math.Abs(error);
            sums[LogLossSum] += Task.Kind == RankingTaskKind.Binary
                ? BinaryScores.LogLoss(predictions[i], labels[i])
                : 0;
        }

        double area = Task.Kind == RankingTaskKind.Binary
            ? BinaryScores.AreaUnderCurve(predictions, labels)
            : double.NaN;
        if (!double.IsNaN(area))
        {
            sums[CurveSum] = area * labels.Length;
            sums[CurveWeight] = labels.Length;
        }

        return sums;
    }
}
