using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>How a sequence model is trained, whatever its encoder.</summary>
internal sealed class SequencePlan
{
    // The watched metric first: progress displays show that one.
    private static readonly string[] ShownMetrics = [WatchedMetric, "HR@10", "MRR"];

    /// <summary>The validation metric that chooses the epoch.</summary>
    internal const string WatchedMetric = "NDCG@10";

    private readonly SequenceModelOptions _options;

    internal SequencePlan(SequenceModelOptions options) => _options = options;

    /// <summary>Trains an encoder and a new item table on the training part and keeps the best epoch by
    /// validation.</summary>
    /// <param name="encoder">The encoder; its parameters are trained in place.</param>
    /// <param name="mixture">The learnt similarity, trained in place; null for an inner product.</param>
    /// <param name="split">Training part and validation cases.</param>
    /// <param name="context">Seed, threads, clock, cancellation, events and checkpoints.</param>
    /// <returns>The item table, how the training ended, and its floating-point operations.</returns>
    internal (ItemTable Table, TrainingOutcome Outcome, double Flops) Train(
        ISequenceEncoder encoder, MixtureOfLogits? mixture, RecommendSplit split, FitContext context)
    {
        int itemCount = split.Log.ItemCount;
        RefuseTooLarge(encoder);
        RefuseTooLarge(mixture, itemCount);
        TrainingOptions loop = LoopOptions();
        SoftmaxLosses.Check(_options, itemCount, context);
        using TrainedItems items =
            TrainedItems.Make(_options, loop, itemCount, context, () => TrainingShares(split), mixture);
        ItemTable table = items.Table;
        bool isBasket = _options.Unit.IsBasket(split);
        var windows = new TrainingWindows(split, isBasket, encoder.MaxLength);
        StochasticLength? stochasticLength = _options.CreateStochasticLength(windows.Longest, context);
        if (stochasticLength is not null)
        {
            context.Report(new NoticeEvent(stochasticLength.Describe(windows), IsWarning: false));
        }

        UserSampling? userSampling =
            _options.UserSampling > 0 ? new UserSampling(_options.UserSampling, context.Seed) : null;
        if (userSampling is not null)
        {
            context.Report(new NoticeEvent(userSampling.Describe(windows), IsWarning: false));
        }

        var sequences =
            new TrainingSequences(windows, stochasticLength, _options.BatchSize, context.Seed, userSampling);
        EvaluationSet cases = SampleCases(split.Validation, context.Seed);
        var training = new SequenceTraining(
            encoder, items, sequences, context.Seed, context.ThreadCount,
            () =>
            {
                using var scorer = new SequenceScorer(encoder, table, mixture, isBasket);
                return Validate(scorer, split, cases, context);
            });
        TrainingOutcome outcome = new TrainingLoop(_options.MethodName, loop).Run(training, context);
        return (table, outcome, TrainingCost.OfEpochs(_options, sequences, itemCount, outcome.EpochCount));
    }

    private TrainingOptions LoopOptions() => new()
    {
        Metric = WatchedMetric,
        EpochCount = _options.EpochCount,
        Patience = _options.Patience,
        LearningRate = _options.LearningRate,
        WeightDecay = _options.WeightDecay,
    };

    // Each item's share of the events that may be learnt from.
    private static double[] TrainingShares(RecommendSplit split)
    {
        var counts = new double[split.Log.ItemCount];
        long total = 0;
        for (int user = 0; user < split.Log.UserCount; user++)
        {
            foreach (int item in split.Log.ItemsOf(user).Span[..split.TrainEnds[user]])
            {
                counts[item]++;
                total++;
            }
        }

        return Array.ConvertAll(counts, count => count / total);
    }

    // Buffers of a step are indexed by 32-bit numbers.
    private void RefuseTooLarge(ISequenceEncoder encoder)
    {
        // A shard holds an eighth of the batch; a layer's widest tensor has four vectors for each of its tokens.
        long bytes =
            ((_options.BatchSize / 8) + 1L) * encoder.MaxLength * 4 * encoder.Width * sizeof(float);
        if (bytes > int.MaxValue)
        {
            throw new InputException(
                $"--batch-size times --max-length times --width is too large; lower --batch-size {_options.BatchSize}, "
                + $"--max-length {encoder.MaxLength} or --width {encoder.Width}");
        }

        long candidates = (long)_options.BatchSize * encoder.MaxLength * (_options.NegativeCount + 1);
        if (candidates > int.MaxValue)
        {
            throw new InputException(
                $"--batch-size times --max-length times --negative-count must stay below {int.MaxValue}; "
                + $"got {candidates}");
        }
    }

    // A shard projects each of its distinct items once.
    private void RefuseTooLarge(MixtureOfLogits? mixture, int itemCount)
    {
        if (mixture is null)
        {
            return;
        }

        long tokens = ((_options.BatchSize / 8) + 1L) * _options.MaxLength;
        bool isDrawn = _options.Loss != SequenceLoss.InBatch && _options.NegativeCount > 0;
        long items = isDrawn ? Math.Min(itemCount, tokens * (_options.NegativeCount + 1)) : itemCount;
        long bytes = items * mixture.Sizes.ItemWidth * sizeof(float);
        if (bytes > int.MaxValue)
        {
            throw new UsageException(
                $"--similarity mixture-of-logits would project {items} items at once, {bytes} bytes of at most "
                + $"{int.MaxValue}; lower --batch-size, --negative-count, --item-components or --component-width");
        }
    }

    private static Dictionary<string, double> Validate(
        SequenceScorer scorer, RecommendSplit split, EvaluationSet cases, FitContext context)
    {
        RankingResult result = RankingEvaluator.Evaluate(
            scorer, split, cases, context.ThreadCount, context.Cancellation);
        return ShownMetrics.ToDictionary(name => name, result.Mean);
    }

    // The same cases after every epoch, so that epochs compare.
    private EvaluationSet SampleCases(EvaluationSet all, ulong seed)
    {
        if (all.Count <= _options.ValidationUsers)
        {
            return all;
        }

        int[] order = [.. Enumerable.Range(0, all.Count)];
        var random = new RandomStream(seed, RandomPurpose.ValidationUsers.Stream(0));
        for (int i = 0; i < _options.ValidationUsers; i++)
        {
            int other = i + random.NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        int[] chosen = [.. order.Take(_options.ValidationUsers).Order()];
        return new EvaluationSet(
            [.. chosen.Select(index => all.Users[index])],
            [.. chosen.Select(index => all.TargetStarts[index])],
            [.. chosen.Select(index => all.TargetEnds[index])]);
    }
}
