namespace Praxis.Recommend;

/// <summary>What the pointwise attention of a layer computes; the same for all users and heads.</summary>
/// <param name="HeadCount">H, heads side by side in a row.</param>
/// <param name="KeyWidth">Dq, width of a head's queries and keys.</param>
/// <param name="ValueWidth">Dv, width of a head's values.</param>
/// <param name="WeightScale">Factor of the weights: 1 / N with N constant, so that results do not depend on the
/// batch.</param>
internal readonly record struct AttentionSettings(int HeadCount, int KeyWidth, int ValueWidth, float WeightScale)
{
    /// <summary>Factor of q·k: 1 in the research variant, 1/√Dq in the ranking variant.</summary>
    public float ScoreScale { get; init; } = 1f;

    /// <summary>Row i sees columns j > i - Window only; 0 is no window.</summary>
    public int Window { get; init; }

    /// <summary>Number of relative positions, P: pair (i, j) adds p[P - 1 + j - i]; 0 is no position bias.</summary>
    public int PositionCount { get; init; }

    /// <summary>Whether pair (i, j) adds w[bucket(row time i - time j)].</summary>
    public bool HasTimeBias { get; init; }

    /// <summary>First column that a row at a place sees.</summary>
    internal int FirstColumn(int place) => Window == 0 ? 0 : Math.Max(0, place - Window + 1);
}
