using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Options of the HSTU ranking model.</summary>
public sealed record HstuRankingOptions : IJointlyChecked
{
    /// <summary>Width of token vectors.</summary>
    [Range(2, 4096)]
    public int Width { get; init; } = 64;

    /// <summary>Number of layers.</summary>
    [Range(1, 64)]
    public int LayerCount { get; init; } = 2;

    /// <summary>Attention heads; must divide the width.</summary>
    [Range(1, 64)]
    public int HeadCount { get; init; } = 1;

    /// <summary>Newest events of a history that the model sees: at most this many, at least half.</summary>
    [Range(2, 4096)]
    public int MaxLength { get; init; } = 200;

    /// <summary>Whether content and action are tokens of their own (interleaved) or one token (summed, half as
    /// long).</summary>
    public RankingTokenForm Tokens { get; init; } = RankingTokenForm.Interleaved;

    /// <summary>Weight of each task's loss, in the order of the tasks, separated by commas; empty for 1 each.</summary>
    public string TaskWeights { get; init; } = "";

    /// <summary>Items with fewer training events share one row of the table.</summary>
    [Range(1, 1_000_000)]
    public int ItemAdmission { get; init; } = 3;

    /// <summary>Share of elements dropped in training, at the input and inside each layer.</summary>
    [Range(0, 0.95)]
    public double Dropout { get; init; } = 0.2;

    /// <summary>Windows of users in a training step.</summary>
    [Range(1, 65_536)]
    public int BatchSize { get; init; } = 32;

    /// <summary>The most passes over the data.</summary>
    [Range(1, 100_000)]
    public int EpochCount { get; init; } = 50;

    /// <summary>Passes without a better validation skill after which training ends; 0 never ends early.</summary>
    [Range(0, 100_000)]
    public int Patience { get; init; } = 5;

    /// <summary>Step length of AdamW.</summary>
    [Range(1e-7, 1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decoupled weight decay of AdamW.</summary>
    [Range(0, 10)]
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (Width % HeadCount != 0)
        {
            throw new InputException($"--head-count must divide --width {Width}; got {HeadCount}");
        }
    }
}

/// <summary>How events become tokens.</summary>
public enum RankingTokenForm
{
    /// <summary>Content, action, content, action: two tokens an event.</summary>
    Interleaved,

    /// <summary>Content and action in one token; the event to foretell has a token without its action.</summary>
    Summed,
}
