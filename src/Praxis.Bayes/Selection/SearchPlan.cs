namespace Praxis.Bayes;

/// <summary>By what candidates to add are ranked.</summary>
public enum ScreeningStatistic
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>The score statistic |x'(y - μ)| / √(x'Wx) of the model at hand.</summary>
    Score,

    /// <summary>|x'(y - ȳ)|, the same for every model: the publication's default.</summary>
    Marginal,

    /// <summary>|x'r| with working residuals r = (y - μ) / w.</summary>
    Working,

    /// <summary>|x'r| with deviance residuals.</summary>
    Deviance,

    /// <summary>|x'r| with Pearson residuals r = (y - μ) / √w.</summary>
    Pearson,
}

/// <summary>How a search goes.</summary>
internal sealed record SearchPlan
{
    /// <summary>Moves.</summary>
    internal int Iterations { get; init; } = 150;

    /// <summary>Candidates to add that stand highest in the ranking; int.MaxValue for all units.</summary>
    internal int Screened { get; init; } = 10;

    /// <summary>Candidates drawn from the others.</summary>
    internal int Drawn { get; init; } = 10;

    /// <summary>Whether a unit may change places with a candidate.</summary>
    internal bool HasSwaps { get; init; } = true;

    /// <summary>How candidates are ranked.</summary>
    internal ScreeningStatistic Screening { get; init; } = ScreeningStatistic.Score;

    /// <summary>Powers of the scores as weights of a move, for each move in turn: below 1 they are flattened.</summary>
    internal IReadOnlyList<double> InverseTemperatures { get; init; } = [1];

    /// <summary>Moves without a new model near the best after which the search ends; 0 for none.</summary>
    internal int Patience { get; init; } = 50;

    /// <summary>The ladder of S5: 20 rungs, ((0.4, ..., 1)²), as many moves on each.</summary>
    internal static IReadOnlyList<double> Ladder(int iterations)
    {
        const int Rungs = 20;
        return
        [
            .. Enumerable.Range(0, iterations).Select(move =>
            {
                int rung = Math.Min(Rungs - 1, (int)((long)move * Rungs / iterations));
                double root = 0.4 + (0.6 * rung / (Rungs - 1));
                return root * root;
            }),
        ];
    }
}
