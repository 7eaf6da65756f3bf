using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>A training step of the MovieLens-1M configuration on real lengths: ours against a composite of
/// TorchSharp's operations.</summary>
internal static class StepBench
{
    private const int StepCount = 7;

    // Until the code is compiled for good.
    private const int WarmUpSteps = 60;

    /// <param name="path">An event log, such as ml-100k.</param>
    internal static int Run(string path)
    {
        TorchRuntime.Ensure();
        torch.set_num_threads(1);
        var options = new HstuOptions
        {
            Width = 50,
            LayerCount = 2,
            MaxLength = 210,
        };
        var input = new RecommendInputOptions();
        RecommendSplit split = RecommendSplits.Make(InteractionLogs.Read(path, input, static _ => { }), input);
        var sequences = new TrainingSequences(
            new TrainingWindows(split, isBasket: false, options.MaxLength), null, options.BatchSize, seed: 1);
        SequenceBatch[] batches = [.. Enumerable.Range(0, StepCount).Select(step => sequences.Batch(0, step))];

        (SequenceTraining training, AdamW optimizer) = Ours(options, split, sequences);
        var composite = new PaddedHstu(options, split.Log.ItemCount);
        int ourStep = 0;
        int theirStep = 0;
        for (int step = 0; step < WarmUpSteps; step++)
        {
            training.Step(0, step % StepCount);
            optimizer.Apply(step + 1);
        }

        (double ours, double theirs, double ratio) = ProcessorTime.Compare(
            () =>
            {
                training.Step(0, ourStep++ % StepCount);
                optimizer.Apply(ourStep);
            },
            () => composite.Step(batches[theirStep++ % StepCount]),
            least: 1,
            pairs: StepCount);
        Console.WriteLine(
            $"mean length {batches.Average(batch => (double)batch.TokenCount / batch.UserCount):F0} of "
            + $"{options.MaxLength}, {split.Log.ItemCount} items, batch {options.BatchSize}, one thread");
        Console.WriteLine("| composite, ms a step | ours, ms a step | ratio |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| {theirs * 1e3:F0} | {ours * 1e3:F0} | {ratio:F1} |");
        return 0;
    }

    private static (SequenceTraining Training, AdamW Optimizer) Ours(
        HstuOptions options, RecommendSplit split, TrainingSequences sequences)
    {
        var model = new HstuModel(options, seed: 1);
        var loop = new TrainingOptions { Metric = "none" };
        TrainedItems items = TrainedItems.Make(
            options, loop, split.Log.ItemCount, new FitContext { Seed = 1, ThreadCount = 1 }, static () => []);
        var training = new SequenceTraining(
            model, items, sequences, seed: 1, threadCount: 1, static () => new Dictionary<string, double>());
        return (training, new AdamW(training.Parameters, loop, threadCount: 1));
    }
}
