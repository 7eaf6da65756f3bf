using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary><see cref="DagWishartScore"/> with the prior scale U = τ I, which needs one factor instead of
/// two.</summary>
internal sealed class IsotropicDagWishartScore : IActiveSetScore
{
    private readonly double _half;
    private readonly double[] _constants;
    private readonly double[] _powers;

    /// <summary>Makes the score.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="priorScale">τ, positive.</param>
    /// <param name="shape">a₀(s), positive for all sizes up to the capacity.</param>
    /// <param name="capacity">The greatest set.</param>
    internal IsotropicDagWishartScore(GramMatrix gram, double priorScale, ShapeRule shape, int capacity)
    {
        Matrix = gram.Scaled(1, priorScale);
        _half = gram.RowCount / 2.0;
        _constants = new double[capacity + 1];
        _powers = new double[capacity + 1];
        for (int s = 0; s <= capacity; s++)
        {
            double a = shape.Of(s);
            _powers[s] = a + _half;
            _constants[s] = (-_half * Math.Log(Math.PI)) + (((s / 2.0) + a) * Math.Log(priorScale))
                + SpecialFunctions.LogGamma(a + _half) - SpecialFunctions.LogGamma(a);
        }
    }

    /// <inheritdoc/>
    public GramMatrix Matrix { get; }

    /// <inheritdoc/>
    public double Score(int node, ReadOnlySpan<int> parents)
    {
        var regression = new ActiveSetCholesky(Matrix, node, parents.Length);
        return regression.TryReset(parents)
            ? Of(parents.Length, regression.LogDeterminant, regression.Residual)
            : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double Of(int count, double logDeterminant, double residual) =>
        _constants[count] - (logDeterminant / 2) - (_powers[count] * Math.Log(residual));
}
