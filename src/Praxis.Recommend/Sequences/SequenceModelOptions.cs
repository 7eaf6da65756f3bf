using System.ComponentModel.DataAnnotations;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Options that all models of item sequences share.</summary>
public abstract record SequenceModelOptions : IJointlyChecked
{
    /// <summary>Width of item and token vectors.</summary>
    [Range(2, 4096)]
    public int Width { get; init; } = 64;

    /// <summary>Number of layers.</summary>
    [Range(1, 64)]
    public int LayerCount { get; init; } = 2;

    /// <summary>Attention heads; must divide the width.</summary>
    [Range(1, 64)]
    public int HeadCount { get; init; } = 1;

    /// <summary>Newest events of a history that the model sees.</summary>
    [Range(1, 16_384)]
    public int MaxLength { get; init; } = 200;

    /// <summary>What each event of a history foretells: event (the next one), basket (an item of the next basket, drawn
    /// anew in every pass), or auto, which takes baskets when the split holds out baskets.</summary>
    public TargetUnit Unit { get; init; } = TargetUnit.Auto;

    /// <summary>Share of elements dropped in training, at the input and inside each layer.</summary>
    [Range(0, 0.95)]
    public double Dropout { get; init; } = 0.2;

    /// <summary>The training loss: sampled-softmax, in-batch (softmax over the targets of the batch, corrected for
    /// their frequency), or gbce (calibrated binary cross-entropy).</summary>
    public SequenceLoss Loss { get; init; } = SequenceLoss.SampledSoftmax;

    /// <summary>How far gbce takes back the overconfidence of few negatives: 0 is plain binary cross-entropy, 1 all of
    /// it.</summary>
    [Range(0, 1)]
    public double Calibration { get; init; } = 0.75;

    /// <summary>Negative items drawn for each event; 0 takes the whole catalogue.</summary>
    [Range(0, 8192)]
    public int NegativeCount { get; init; } = 128;

    /// <summary>How outputs and items are compared: cosine, dot (the plain inner product), or mixture-of-logits
    /// (several cosines of learnt components, weighed by a learnt gate).</summary>
    public Similarity Similarity { get; init; } = Similarity.Cosine;

    /// <summary>Components of an output in a mixture of logits.</summary>
    [Range(1, 64)]
    public int UserComponents { get; init; } = 4;

    /// <summary>Components of an item in a mixture of logits.</summary>
    [Range(1, 64)]
    public int ItemComponents { get; init; } = 4;

    /// <summary>Width of a component in a mixture of logits.</summary>
    [Range(1, 1024)]
    public int ComponentWidth { get; init; } = 32;

    /// <summary>Hidden units of each gate in a mixture of logits.</summary>
    [Range(1, 1024)]
    public int GateWidth { get; init; } = 32;

    /// <summary>Divisor of the similarity inside the softmax.</summary>
    [Range(0.001, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Users in a training step.</summary>
    [Range(1, 65_536)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Draws each pass's users: one of n events with probability min(1, this / n), learnt from at all n
    /// places; 1 is the paper's rate 1/n, 0 takes every user in every pass.</summary>
    [Range(0, 16_384)]
    public double UserSampling { get; init; }

    /// <summary>The most passes over the data.</summary>
    [Range(1, 100_000)]
    public int EpochCount { get; init; } = 100;

    /// <summary>Passes without a better validation NDCG@10 after which training ends; 0 never ends early.</summary>
    [Range(0, 100_000)]
    public int Patience { get; init; } = 10;

    /// <summary>Step length of AdamW.</summary>
    [Range(1e-7, 1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decoupled weight decay of AdamW.</summary>
    [Range(0, 10)]
    public double WeightDecay { get; init; }

    /// <summary>Which items a step of the optimiser changes: dense (all), sparse (those that the step reads, at a cost
    /// that does not grow with the catalogue), or auto, which is sparse above 250,000 items.</summary>
    public ItemOptimizer ItemOptimizer { get; init; } = ItemOptimizer.Auto;

    /// <summary>Second moments of a sparse item optimiser: element, or row for one a row, which takes less
    /// memory.</summary>
    public SecondMoments ItemMoments { get; init; } = SecondMoments.Element;

    /// <summary>Most users that validation looks at after each pass; the same ones every time.</summary>
    [Range(1, 10_000_000)]
    public int ValidationUsers { get; init; } = 5000;

    /// <summary>Learns the log in one pass as it grows, window by window, instead of in epochs over a training
    /// part.</summary>
    public bool Stream { get; init; }

    /// <summary>Length of a stream's windows in hours; each is foretold before it is learnt from.</summary>
    [Range(1, 87_600)]
    public int StreamHours { get; init; } = 24;

    /// <summary>Events after which a stream gives an item a vector of its own.</summary>
    [Range(1, 1_000_000)]
    public int AdmitCount { get; init; } = 1;

    /// <summary>Days without an event after which a stream forgets an item; 0 never forgets one.</summary>
    [Range(0, 36_500)]
    public int EvictDays { get; init; }

    /// <summary>The most items of a stream with a vector of their own, the longest unused give way; 0 for no
    /// bound.</summary>
    [Range(0, 100_000_000)]
    public int MostItems { get; init; }

    /// <summary>Vectors that a stream's items without one of their own share, by a hash of their
    /// identity.</summary>
    [Range(1, 1_000_000)]
    public int SharedRows { get; init; } = 64;

    /// <inheritdoc/>
    public virtual void CheckJointly()
    {
        if (Width % HeadCount != 0)
        {
            throw new InputException($"--head-count must divide --width {Width}; got {HeadCount}");
        }

        if (Loss == SequenceLoss.Gbce && NegativeCount == 0)
        {
            throw new InputException("--loss gbce needs --negative-count of at least 1; got 0");
        }

        if (Stream)
        {
            CheckStream();
        }
    }

    /// <summary>The method's name: names checkpoints and events.</summary>
    internal abstract string MethodName { get; }

    /// <summary>Makes the rule by which training shortens long histories; null when it does not.</summary>
    /// <param name="longest">Tokens of the longest history.</param>
    /// <param name="context">Seed of its draws, and events.</param>
    internal abstract StochasticLength? CreateStochasticLength(int longest, FitContext context);

    /// <summary>Makes the method's encoder with first values from the seed.</summary>
    internal abstract ISequenceEncoder CreateEncoder(ulong seed);

    /// <summary>Sizes of the mixture of logits that the options describe.</summary>
    internal MixtureSizes MixtureSizes => new(Width, UserComponents, ItemComponents, ComponentWidth, GateWidth);

    /// <summary>Makes the learnt similarity with first values from the seed; null for an inner product.</summary>
    internal MixtureOfLogits? CreateMixture(ulong seed) => Similarity == Similarity.MixtureOfLogits
        ? new MixtureOfLogits(MixtureSizes, Temperature, seed)
        : null;

    /// <summary>Multiplications of one forward pass of the encoder.</summary>
    internal abstract EncoderCost Cost { get; }

    /// <summary>Warns of options without effect.</summary>
    /// <param name="context">Takes the warnings.</param>
    internal abstract void Check(FitContext context);

    // A stream sees each event once and keeps items and encoder only.
    private void CheckStream()
    {
        if (Loss == SequenceLoss.InBatch)
        {
            throw new InputException(
                "--loss in-batch needs all items at hand, which --stream does not have; drop one of them");
        }

        if (NegativeCount == 0 || ItemOptimizer == ItemOptimizer.Dense)
        {
            throw new InputException(
                "--stream learns with negatives and touches some items a step; --negative-count 0 and "
                + "--item-optimizer dense cannot be had with it");
        }

        if (Similarity == Similarity.MixtureOfLogits)
        {
            throw new InputException(
                "--stream keeps items and encoder only, not the components and gates of --similarity mixture-of-logits;"
                + " pass --similarity cosine or drop --stream");
        }

        if (UserSampling > 0)
        {
            throw new InputException(
                "--user-sampling draws the users of an epoch, and --stream has no epochs (it sees each event once); "
                + "drop one of them");
        }
    }
}
