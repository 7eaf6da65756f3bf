namespace Praxis.Bayes;

/// <summary>Likelihood of outcomes given a linear predictor, log-concave in it.</summary>
internal interface ILikelihood
{
    /// <summary>Log likelihood with its first and second derivatives in the predictor.</summary>
    /// <param name="eta">Linear predictor, rows and filling: [stride].</param>
    /// <param name="response">Outcomes; of two values, 1 for the positive and 0 for the other: [stride].</param>
    /// <param name="rowCount">Rows; what comes after is filling.</param>
    /// <param name="slope">Receives the first derivatives: [stride].</param>
    /// <param name="weight">Receives minus the second derivatives, at least 1e-12: [stride].</param>
    /// <returns>Σ ln P(y_i).</returns>
    double Evaluate(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> response,
        int rowCount,
        Span<double> slope,
        Span<double> weight);

    /// <summary>The mean of an outcome at a predictor; P(y = 1) where there are two values.</summary>
    double Mean(double eta);
}
