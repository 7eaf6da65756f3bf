using System.Globalization;
using System.Numerics.Tensors;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>β_j ~ N(0, τ²), independently.</summary>
/// <param name="variance">τ².</param>
internal sealed class NormalSlab(double variance) : ISlab
{
    private readonly double _constant = -SpecialFunctions.HalfLogTwoPi - (Math.Log(variance) / 2);

    /// <inheritdoc/>
    public double RidgePrecision => 1 / variance;

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"normal of variance {variance:G4}");

    /// <inheritdoc/>
    public int MomentOrder => 0;

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> beta) =>
        (beta.Length * _constant) - (TensorPrimitives.SumOfSquares(beta) / (2 * variance));

    /// <inheritdoc/>
    public double AddDerivatives(ReadOnlySpan<double> beta, Span<double> gradient, Span<double> curvature)
    {
        for (int j = 0; j < beta.Length; j++)
        {
            gradient[j] -= beta[j] / variance;
            curvature[j] = 1 / variance;
        }

        return 0;
    }
}

/// <summary>The product-moment prior (pMOM): density ((2r-1)!!)^-K (2π)^(-K/2) τ^(-rK-K/2) exp(-β'β/(2τ)) Π
/// β_j^(2r).</summary>
/// <param name="order">r, at least 1.</param>
/// <param name="scale">τ.</param>
internal sealed class ProductMomentSlab(int order, double scale) : ISlab
{
    private readonly double _constant = -LogDoubleFactorial(order) - SpecialFunctions.HalfLogTwoPi
        - ((order + 0.5) * Math.Log(scale));

    /// <inheritdoc/>
    public double RidgePrecision => 1 / scale;

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"product moment of order {order} and τ = {scale:G4}");

    /// <inheritdoc/>
    public int MomentOrder => order;

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> beta) => (beta.Length * _constant)
        - (TensorPrimitives.SumOfSquares(beta) / (2 * scale)) + (2 * order * SumOfLogs(beta));

    /// <inheritdoc/>
    public double AddDerivatives(ReadOnlySpan<double> beta, Span<double> gradient, Span<double> curvature)
    {
        for (int j = 0; j < beta.Length; j++)
        {
            gradient[j] += (2 * order / beta[j]) - (beta[j] / scale);
            curvature[j] = (2 * order / (beta[j] * beta[j])) + (1 / scale);
        }

        return 0;
    }

    /// <summary>ln (2r-1)!!.</summary>
    internal static double LogDoubleFactorial(int order) =>
        SpecialFunctions.LogGamma(2 * order + 1) - SpecialFunctions.LogGamma(order + 1) - (order * Math.Log(2));

    /// <summary>Σ ln |β_j|.</summary>
    internal static double SumOfLogs(ReadOnlySpan<double> beta)
    {
        double product = 1;
        double sum = 0;
        foreach (double value in beta)
        {
            product *= Math.Abs(value);
            if (product is < 1e-200 or > 1e200)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product);
    }
}

/// <summary>The hyper product-moment prior: pMOM with τ ~ IG(ℓ₁, ℓ₂) integrated out, arXiv 2203.07110.</summary>
/// <param name="order">r, at least 1.</param>
/// <param name="shape">ℓ₁.</param>
/// <param name="rate">ℓ₂.</param>
/// <remarks>ln π(β) = -K ln (2r-1)!! - (K/2) ln 2π + ℓ₁ ln ℓ₂ - ln Γ(ℓ₁) + ln Γ(A) - A ln D + 2r Σ ln |β_j|, A = rK +
/// K/2 + ℓ₁, D = ℓ₂ + β'β/2.</remarks>
internal sealed class HyperProductMomentSlab(int order, double shape, double rate) : ISlab
{
    private readonly double _perVariable =
        -ProductMomentSlab.LogDoubleFactorial(order) - SpecialFunctions.HalfLogTwoPi;

    private readonly double _constant = (shape * Math.Log(rate)) - SpecialFunctions.LogGamma(shape);

    /// <summary>Whether A has 0.5 in place of ℓ₁ where it is the power of D, as in the authors' code: wrong, and for
    /// tests against it only.</summary>
    internal bool HasPaperExponent { get; init; }

    /// <inheritdoc/>
    public double RidgePrecision => 1 / rate;

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"product moment of order {order}, its τ inverse gamma of shape {shape:G4} and rate {rate:G4}");

    /// <inheritdoc/>
    public int MomentOrder => order;

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> beta)
    {
        if (beta.Length == 0)
        {
            return 0;
        }

        double power = (order + 0.5) * beta.Length;
        double spread = rate + (TensorPrimitives.SumOfSquares(beta) / 2);
        return (beta.Length * _perVariable) + _constant + SpecialFunctions.LogGamma(power + shape)
            - (Power(beta.Length) * Math.Log(spread)) + (2 * order * ProductMomentSlab.SumOfLogs(beta));
    }

    /// <inheritdoc/>
    public double AddDerivatives(ReadOnlySpan<double> beta, Span<double> gradient, Span<double> curvature)
    {
        double spread = rate + (TensorPrimitives.SumOfSquares(beta) / 2);
        double ratio = Power(beta.Length) / spread;
        for (int j = 0; j < beta.Length; j++)
        {
            gradient[j] += (2 * order / beta[j]) - (ratio * beta[j]);
            curvature[j] = (2 * order / (beta[j] * beta[j])) + ratio;
        }

        return ratio / spread;
    }

    private double Power(int count) => ((order + 0.5) * count) + (HasPaperExponent ? 0.5 : shape);
}
