using Praxis.Numerics;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>M-FALCON: many candidates for one history of 1,000 events, behind a cache, without it, and one pass a
/// candidate.</summary>
internal static class CandidateBench
{
    private const int HistoryLength = 1000;
    private const int ItemCount = 20_000;
    private const int MicroBatch = 256;
    private const int SinglePasses = 16;

    internal static int Run()
    {
        TorchRuntime.Ensure();
        torch.set_num_threads(1);
        var options = new HstuRankingOptions { Width = 128, HeadCount = 2, LayerCount = 2, MaxLength = 1024 };
        RankingLog log = Log();
        var vocabulary = new RankingVocabulary
        {
            Tasks = log.Tasks,
            Items = [.. log.Events.ItemIds],
            ContextColumns = [],
            SlowColumns = [],
            Means = [0.4],
            Deviations = [0.5],
            Bounds = [[0.5f]],
        };
        using var model = new HstuRankingModel(options, vocabulary, seed: 1);
        var scorer = new HistoryScorer(model, new VocabularyRows(vocabulary, log), options);
        long time = log.Events.TimesOf(0).Span[^1] + 3600;
        Console.WriteLine(
            $"width {options.Width}, {options.HeadCount} heads, {options.LayerCount} layers, history {HistoryLength} "
            + $"events in {2 * HistoryLength} tokens, micro-batches of {MicroBatch}, one thread");
        Console.WriteLine();
        Console.WriteLine(
            "| candidates | cached, s | history encoded once included, s | one pass a candidate, s | ratio "
            + "| micro-batches without cache, s | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (int count in new[] { 1024, 16_384 })
        {
            Row(scorer, time, [.. Enumerable.Range(0, count)]);
        }

        return 0;
    }

    // One pass a candidate is measured on some of them: every pass is alike.
    private static void Row(HistoryScorer scorer, long time, int[] items)
    {
        EncodedHistory history = scorer.Encode(0, time);
        (double cached, double single, _) = ProcessorTime.Compare(
            () => scorer.Score(history, items, time, MicroBatch),
            () => EachAlone(scorer, time, items.AsSpan(0, SinglePasses)),
            least: 0.3,
            pairs: 3);
        single *= items.Length / (double)SinglePasses;
        (double whole, double uncached, _) = ProcessorTime.Compare(
            () => scorer.Score(scorer.Encode(0, time), items, time, MicroBatch),
            () => WithoutCache(scorer, time, items),
            least: 0.3,
            pairs: 3);
        Console.WriteLine(
            $"| {items.Length} | {cached:F3} | {whole:F3} | {single:F1} | {single / whole:F0} | {uncached:F2} "
            + $"| {uncached / whole:F1} |");
    }

    private static void EachAlone(HistoryScorer scorer, long time, ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            scorer.Score(scorer.Encode(0, time), [item], time);
        }
    }

    private static void WithoutCache(HistoryScorer scorer, long time, int[] items)
    {
        foreach (int[] batch in items.Chunk(MicroBatch))
        {
            scorer.Score(scorer.Encode(0, time), batch, time, MicroBatch);
        }
    }

    private static RankingLog Log()
    {
        var random = new RandomStream(5, 5);
        var items = new int[HistoryLength];
        var times = new long[HistoryLength];
        var labels = new float[HistoryLength];
        long time = 1_600_000_000;
        for (int i = 0; i < HistoryLength; i++)
        {
            time += 1 + random.NextInt(50_000);
            (items[i], times[i], labels[i]) = (random.NextInt(ItemCount), time, random.NextInt(2));
        }

        var events = InteractionLog.FromEvents(
            ["user"],
            [.. Enumerable.Range(0, ItemCount).Select(item => $"{item}")],
            new int[HistoryLength],
            items,
            times);
        return new RankingLog(events, RankingTask.Parse("liked=action:1"), labels, [], [], [], []);
    }
}
