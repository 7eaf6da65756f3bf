namespace Praxis.Bayes;

/// <summary>How the probability of the data given a model is found.</summary>
public enum MarginalMethod
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>Laplace's approximation at the best mode alone, as in the publication: null variables pay up to 0.65
    /// nats too much.</summary>
    BestMode,

    /// <summary>The best mode, put right by the exact value of one coefficient alone.</summary>
    Corrected,

    /// <summary>The modes of all 2^K signs, summed.</summary>
    Orthants,

    /// <summary>The best mode and those with one sign turned: near the sum over all, in K + 1 steps.</summary>
    Flips,

    /// <summary>Importance sampling with 16,384 draws a model: no error of Laplace's, but that of the draws.</summary>
    Importance,
}
