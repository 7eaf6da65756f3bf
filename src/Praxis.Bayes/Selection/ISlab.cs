namespace Praxis.Bayes;

/// <summary>Prior of the coefficients that are in a model.</summary>
internal interface ISlab
{
    /// <summary>Precision of the normal part, which the first step of a search for the mode uses alone.</summary>
    double RidgePrecision { get; }

    /// <summary>r of the factor Π β_j^(2r), which keeps coefficients from zero; 0 for a local prior.</summary>
    int MomentOrder { get; }

    /// <summary>The prior in words, with its values.</summary>
    string Description { get; }

    /// <summary>ln of the prior density.</summary>
    /// <param name="beta">Coefficients, none zero where the prior is nonlocal: [K].</param>
    double LogDensity(ReadOnlySpan<double> beta);

    /// <summary>Adds the gradient of ln density, and takes its second derivatives off.</summary>
    /// <param name="beta">Coefficients: [K].</param>
    /// <param name="gradient">Added to: [K].</param>
    /// <param name="curvature">Receives minus the diagonal of second derivatives, less the rank-one part: [K].</param>
    /// <returns>c of the rank-one part -c ββ' of the negative second derivatives; 0 for none.</returns>
    double AddDerivatives(ReadOnlySpan<double> beta, Span<double> gradient, Span<double> curvature);
}
