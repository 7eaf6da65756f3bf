using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A method that is evaluated beside a ranking model.</summary>
/// <param name="Name">Its name in tables and metrics.</param>
/// <param name="Level">The least <see cref="RankingInputOptions.Baselines"/> that asks for it.</param>
/// <param name="Predict">Learns from the training part, tunes on validation, and foretells the events of the test:
/// [events, tasks].</param>
internal sealed record RankingBaseline(
    string Name, RankingBaselineSet Level, Func<RankingSplit, FitContext, float[]> Predict)
{
    /// <summary>All of them, the simplest first.</summary>
    internal static IReadOnlyList<RankingBaseline> All { get; } =
    [
        new("mean", RankingBaselineSet.Rates, static (split, _) => MeanBaseline.Predict(split)),
        new("rates", RankingBaselineSet.Rates, static (split, _) => RateBaseline.Predict(split)),
        new("trees", RankingBaselineSet.Trees, TreeBaseline.Predict),
    ];
}

/// <summary>Foretells the mean of the training labels.</summary>
internal static class MeanBaseline
{
    internal static float[] Predict(RankingSplit split)
    {
        double[] means = Means(split);
        int[] events = split.EventsOf(RankingPart.Test);
        var predictions = new float[events.Length * means.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = (float)means[i % means.Length];
        }

        return predictions;
    }

    /// <summary>Mean training label of each task.</summary>
    internal static double[] Means(RankingSplit split)
    {
        int[] events = split.EventsOf(RankingPart.Training);
        return
        [
            .. Enumerable.Range(0, split.Log.Tasks.Count).Select(task =>
                split.Log.LabelsOf(task, events).Sum(static label => (double)label) / events.Length),
        ];
    }
}
