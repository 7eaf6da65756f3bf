using System.Text.Json;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Repeated cross-validation, stratified by outcome, of the whole way from preparation to
/// prediction.</summary>
internal sealed class CrossValidation
{
    private const string Name = "cross-validation";
    private const string FileName = "parts.json";
    private const ulong FirstStream = 1UL << 48;

    /// <summary>P(y = 1) of each row in each repeat, by the average over models of a fit without it: [repeats][rows].
    /// </summary>
    internal required double[][] Probabilities { get; init; }

    /// <summary>The same by the highest-probability model of each fit.</summary>
    internal required double[][] ByHighest { get; init; }

    /// <summary>The same by the median model of each fit.</summary>
    internal required double[][] ByMedian { get; init; }

    /// <summary>Outcomes: [rows].</summary>
    internal required bool[] Outcomes { get; init; }

    /// <summary>Units of the median model of each fit.</summary>
    internal required IReadOnlyList<IReadOnlySet<int>> Selected { get; init; }

    /// <summary>Parts of each repeat.</summary>
    internal required int FoldCount { get; init; }

    /// <summary>Runs it; parts that are done are in the checkpoints.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="estimator">Fits a part.</param>
    /// <param name="context">Seed, threads, cancellation, time limit of each fit and checkpoints.</param>
    internal static CrossValidation Run(
        SelectionData data, IEstimator<SelectionData, SelectionPosterior> estimator, FitContext context)
    {
        int folds = data.Options.Folds;
        int repeats = data.Options.Repeats;
        Parts parts = context.Checkpoints?.Latest(Name) is { } folder
            ? JsonSerializer.Deserialize<Parts>(File.ReadAllBytes(Path.Combine(folder, FileName)))!
            : Parts.Of(repeats, data.RowCount);
        for (int repeat = parts.Selected.Count / folds; repeat < repeats; repeat++)
        {
            int[] foldOf = Folds(data, folds, new RandomStream(context.Seed, FirstStream + (ulong)repeat));
            for (int fold = parts.Selected.Count % folds; fold < folds; fold++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Report(new PhaseEvent($"cross-validating {(repeat * folds) + fold + 1} of {repeats * folds}"));
                int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => foldOf[row] != fold)];
                int[] held = [.. Enumerable.Range(0, data.RowCount).Where(row => foldOf[row] == fold)];
                SelectionPosterior posterior = estimator.Fit(data.Part(kept), new FitContext
                {
                    Seed = context.Seed + 1 + (ulong)((repeat * folds) + fold),
                    ThreadCount = context.ThreadCount,
                    TimeLimit = context.TimeLimit,
                    Cancellation = context.Cancellation,
                    Clock = context.Clock,
                });
                var predictor = new SelectionPredictor(posterior);
                Put(parts.Average[repeat], held, predictor.Average(data.Table, held, 0.95));
                Put(parts.Highest[repeat], held, predictor.Of(posterior.Highest, data.Table, held, 0.95));
                Put(parts.Median[repeat], held, predictor.Of(posterior.Median, data.Table, held, 0.95));
                parts.Selected.Add([.. posterior.Median.Units]);
                context.Checkpoints?.Save(Name, parts.Selected.Count, folder => File.WriteAllBytes(
                    Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(parts)));
            }
        }

        return new CrossValidation
        {
            Probabilities = parts.Average,
            ByHighest = parts.Highest,
            ByMedian = parts.Median,
            Outcomes = data.Outcomes(),
            Selected = [.. parts.Selected.Select(static units => units.ToHashSet())],
            FoldCount = folds,
        };
    }

    /// <summary>The part of each row: subjects are whole, and parts have as many of each outcome as can be.</summary>
    /// <exception cref="InputException">There are fewer subjects of an outcome than parts.</exception>
    internal static int[] Folds(SelectionData data, int folds, RandomStream random)
    {
        bool[] outcomes = data.Outcomes();
        ReadOnlySpan<int> subjects = data.Table.SubjectOfRow.Span;
        int[] subjectOf = [.. subjects];
        var all = subjectOf.Index().GroupBy(static one => one.Item)
            .Select(rows => (Rows: rows.Select(static one => one.Index).ToArray(),
                IsPositive: 2 * rows.Count(one => outcomes[one.Index]) > rows.Count()))
            .ToArray();
        int[] foldOf = new int[outcomes.Length];
        int next = 0;
        foreach (bool isPositive in (bool[])[true, false])
        {
            var members = all.Where(one => one.IsPositive == isPositive).ToArray();
            if (members.Length < folds)
            {
                throw new InputException(
                    $"--folds {folds}: the outcome '{data.Table.Levels[isPositive ? 1 : 0]}' has {members.Length} "
                    + $"{(members.Length == 1 ? "row or subject" : "rows or subjects")}, fewer than parts; lower "
                    + "--folds, or pass 0 for no cross-validation");
            }

            Permutation.Shuffle(members.AsSpan(), random);
            foreach ((int[] rows, _) in members)
            {
                foreach (int row in rows)
                {
                    foldOf[row] = next % folds;
                }

                next++;
            }
        }

        return foldOf;
    }

    private static void Put(double[] all, int[] held, Prediction[] predictions)
    {
        for (int i = 0; i < held.Length; i++)
        {
            all[held[i]] = predictions[i].Mean;
        }
    }

    // What the fits so far foretold, and which units their median models have.
    private sealed record Parts(double[][] Average, double[][] Highest, double[][] Median, List<int[]> Selected)
    {
        internal static Parts Of(int repeats, int rows) =>
            new(Rows(repeats, rows), Rows(repeats, rows), Rows(repeats, rows), []);

        private static double[][] Rows(int repeats, int rows) =>
            [.. Enumerable.Range(0, repeats).Select(_ => new double[rows])];
    }
}
