using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Repeated cross-validation, stratified by outcome, of the whole way from preparation to
/// prediction.</summary>
internal sealed class CrossValidation
{
    private const ulong FirstStream = 1UL << 48;

    /// <summary>P(y = 1) of each row in each repeat, by a fit without it: [repeats][rows].</summary>
    internal required double[][] Probabilities { get; init; }

    /// <summary>Outcomes: [rows].</summary>
    internal required bool[] Outcomes { get; init; }

    /// <summary>Units of the median model of each fit.</summary>
    internal required IReadOnlyList<IReadOnlySet<int>> Selected { get; init; }

    /// <summary>Parts of each repeat.</summary>
    internal required int FoldCount { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="estimator">Fits a part.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    internal static CrossValidation Run(
        SelectionData data, IEstimator<SelectionData, SelectionPosterior> estimator, FitContext context)
    {
        int folds = data.Options.Folds;
        int repeats = data.Options.Repeats;
        var probabilities = new double[repeats][];
        var selected = new List<IReadOnlySet<int>>();
        bool[] outcomes = data.Outcomes();
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            probabilities[repeat] = new double[data.RowCount];
            int[] foldOf = Folds(data, folds, new RandomStream(context.Seed, FirstStream + (ulong)repeat));
            for (int fold = 0; fold < folds; fold++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Report(new PhaseEvent($"cross-validating {(repeat * folds) + fold + 1} of {repeats * folds}"));
                int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => foldOf[row] != fold)];
                int[] held = [.. Enumerable.Range(0, data.RowCount).Where(row => foldOf[row] == fold)];
                SelectionPosterior posterior = estimator.Fit(data.Part(kept), new FitContext
                {
                    Seed = context.Seed + 1 + (ulong)((repeat * folds) + fold),
                    ThreadCount = context.ThreadCount,
                    Cancellation = context.Cancellation,
                    Clock = context.Clock,
                });
                selected.Add(posterior.Median.Units.ToHashSet());
                Prediction[] predictions = new SelectionPredictor(posterior).Average(data.Table, held, 0.95);
                for (int i = 0; i < held.Length; i++)
                {
                    probabilities[repeat][held[i]] = predictions[i].Mean;
                }
            }
        }

        return new CrossValidation
        {
            Probabilities = probabilities,
            Outcomes = outcomes,
            Selected = selected,
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
}
