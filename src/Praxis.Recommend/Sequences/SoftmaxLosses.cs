using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Chooses the loss and how it is computed.</summary>
internal static class SoftmaxLosses
{
    // Measured in bench/results/softmax.md: scoring an item in one product costs about an eighth of gathering a sampled
    // row.
    private const int GatherCost = 8;

    /// <summary>The loss of the options; the softmax by one product over a small catalogue and by gathered rows over a
    /// large one, which gives the same value.</summary>
    /// <param name="table">The items.</param>
    /// <param name="options">Loss, negatives and temperature.</param>
    /// <param name="shares">Each item's share of the training events, [items]; asked for where it is needed.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="mixture">The learnt similarity; null for an inner product.</param>
    internal static ISoftmaxLoss Choose(
        ItemTable table, SequenceModelOptions options, Func<double[]> shares, ulong seed,
        MixtureOfLogits? mixture = null)
    {
        int negatives = options.NegativeCount;
        return options.Loss switch
        {
            SequenceLoss.InBatch when mixture is not null => new MixtureSharedLoss(table, mixture, shares()),
            SequenceLoss.SampledSoftmax when mixture is not null && negatives == 0 =>
                new MixtureSharedLoss(table, mixture, shares: null),
            SequenceLoss.InBatch => new InBatchSoftmaxLoss(table, shares(), options.Temperature),
            SequenceLoss.SampledSoftmax
                when mixture is null && (negatives == 0 || table.Count <= (long)GatherCost * negatives) =>
                new CatalogueSoftmaxLoss(table, negatives, options.Temperature, seed),
            _ => Gathered(table, new NegativeSampler(table.Count, negatives, seed), options, table.Count, mixture),
        };
    }

    /// <summary>The loss of the options by gathered rows, over a table that may hold a step's items only.</summary>
    /// <param name="table">The items.</param>
    /// <param name="sampler">Draws the candidates.</param>
    /// <param name="options">Loss, negatives and temperature; in-batch negatives are not drawn.</param>
    /// <param name="itemCount">Items of the catalogue.</param>
    /// <param name="mixture">The learnt similarity; null for an inner product.</param>
    internal static ISoftmaxLoss Gathered(
        ItemTable table, ICandidateSampler sampler, SequenceModelOptions options, int itemCount,
        MixtureOfLogits? mixture = null)
    {
        ICandidateLoss candidates = options.Loss == SequenceLoss.Gbce
            ? new CalibratedCrossEntropy(options.NegativeCount, itemCount, options.Calibration)
            : new CandidateSoftmax();
        return mixture is null
            ? new SampledSoftmaxLoss(table, sampler, options.Temperature) { Candidates = candidates }
            : new MixtureSampledLoss(table, mixture, sampler, candidates);
    }

    /// <summary>Checks the options of the loss and warns of those without effect.</summary>
    /// <param name="options">The options.</param>
    /// <param name="itemCount">Items of the catalogue.</param>
    /// <param name="context">Takes the warnings.</param>
    /// <exception cref="InputException">The loss cannot be computed.</exception>
    internal static void Check(SequenceModelOptions options, int itemCount, FitContext context)
    {
        var defaults = new HstuOptions();
        if (options.Loss == SequenceLoss.Gbce && itemCount < 2)
        {
            throw new InputException(
                $"--loss gbce needs at least 2 items; the training part has {itemCount}");
        }

        if (options.Loss != SequenceLoss.Gbce && options.Calibration != defaults.Calibration)
        {
            Warn("--calibration");
        }

        if (options.Loss == SequenceLoss.InBatch && options.NegativeCount != defaults.NegativeCount)
        {
            Warn("--negative-count");
        }

        MixtureSizes usual = defaults.MixtureSizes with { Width = options.Width };
        if (options.Similarity != Similarity.MixtureOfLogits && options.MixtureSizes != usual)
        {
            context.Report(new NoticeEvent(
                "--user-components, --item-components, --component-width and --gate-width have no effect without "
                + "--similarity mixture-of-logits",
                IsWarning: true));
        }

        void Warn(string flag) => context.Report(new NoticeEvent(
            $"{flag} has no effect with --loss {OptionSpec.Format(options.Loss)}", IsWarning: true));
    }
}
