using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Options of the HSTU retrieval model.</summary>
public sealed record HstuOptions : SequenceModelOptions
{
    /// <summary>The network: hstu, or one to compare it with: hstu-softmax, transformer, or transformer-plus (rotary
    /// positions, SwiGLU, root-mean-square norms).</summary>
    public HstuEncoder Encoder { get; init; } = HstuEncoder.Hstu;

    /// <summary>What the attention bias of hstu and hstu-softmax looks at: position-and-time, position, time or
    /// none.</summary>
    public HstuBias Bias { get; init; } = HstuBias.PositionAndTime;

    /// <summary>Exponent of Stochastic Length: training mostly sees a long history as N^(exponent/2) of its events, N
    /// being the longest history's; 2 shows all.</summary>
    /// <value>2: off. The paper shows 1.6 to 1.9, which pay from some hundred events a user.</value>
    [Range(1.01, 2)]
    public double StochasticLength { get; init; } = 2;

    /// <summary>Which events Stochastic Length keeps: greedy (the newest), random, or feature-weighted (random, recent
    /// ones more often).</summary>
    /// <value>Feature-weighted, the best of the three in the paper.</value>
    public SubsequenceSelection Subsequence { get; init; } = SubsequenceSelection.FeatureWeighted;

    /// <inheritdoc/>
    internal override string MethodName => "hstu";

    /// <inheritdoc/>
    internal override ISequenceEncoder CreateEncoder(ulong seed) => Encoder switch
    {
        HstuEncoder.HstuSoftmax => new HstuSoftmaxModel(this, seed),
        HstuEncoder.Transformer => new TransformerModel(this, seed),
        HstuEncoder.TransformerPlus => new TransformerPlusModel(this, seed),
        _ => new HstuModel(this, seed),
    };

    /// <inheritdoc/>
    internal override EncoderCost Cost
    {
        get
        {
            // HSTU: U V Q K and the output; a Transformer: Q K V, the output and its feed-forward part.
            double width = Width;
            double perToken = Encoder switch
            {
                HstuEncoder.Transformer => width * ((3 * width) + width + (8 * width)),
                HstuEncoder.TransformerPlus =>
                    width * ((3 * width) + width + (3.0 * TransformerPlusModel.HiddenWidth(Width))),
                _ => width * ((4 * width) + width),
            };
            return new EncoderCost(LayerCount * perToken, LayerCount * 2 * width);
        }
    }

    /// <inheritdoc/>
    public override void CheckJointly()
    {
        base.CheckJointly();
        if (Encoder == HstuEncoder.TransformerPlus && Width / HeadCount % 2 != 0)
        {
            throw new InputException(
                "--encoder transformer-plus rotates pairs, so --width divided by --head-count must be even; "
                + $"got {Width / HeadCount}");
        }
    }

    /// <inheritdoc/>
    internal override void Check(FitContext context)
    {
        if (Stream && StochasticLength < 2)
        {
            throw new InputException(
                "--stochastic-length shortens the histories of an epoch, and --stream has no epochs (it sees each "
                + "event once); drop one of them");
        }

        bool isTransformer = Encoder is HstuEncoder.Transformer or HstuEncoder.TransformerPlus;
        if (isTransformer && Bias != HstuBias.PositionAndTime)
        {
            context.Report(new NoticeEvent(
                $"--bias has no effect with --encoder {OptionSpec.Format(Encoder)}", IsWarning: true));
        }
    }

    /// <inheritdoc/>
    internal override StochasticLength? CreateStochasticLength(int longest, FitContext context)
    {
        if (StochasticLength < 2)
        {
            return new StochasticLength(StochasticLength, Subsequence, longest, context.Seed);
        }

        if (Subsequence != new HstuOptions().Subsequence)
        {
            context.Report(new NoticeEvent(
                "--subsequence has no effect without --stochastic-length below 2", IsWarning: true));
        }

        return null;
    }
}
