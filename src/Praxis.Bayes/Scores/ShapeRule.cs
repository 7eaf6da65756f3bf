namespace Praxis.Bayes;

/// <summary>The shape a₀(s) of the inverse gamma prior of a node's variance, given its s parents.</summary>
/// <param name="Constant">a₀(0).</param>
/// <param name="PerParent">What each parent adds.</param>
internal readonly record struct ShapeRule(double Constant, double PerParent)
{
    /// <summary>DAG-Wishart with α_j - ν_j = c: a₀ = c / 2 - 1.</summary>
    internal static ShapeRule DagWishart(double c) => new((c / 2) - 1, 0);

    /// <summary>Hyper-inverse-Wishart with δ, along a perfect order: a₀ = (δ + s) / 2.</summary>
    internal static ShapeRule HyperInverseWishart(double delta) => new(delta / 2, 0.5);

    /// <summary>Compatible DAG-Wishart with a on p columns: a₀ = (a + s - p + 1) / 2, equal for equivalent
    /// DAGs.</summary>
    internal static ShapeRule Compatible(double a, int columnCount) => new((a - columnCount + 1) / 2, 0.5);

    /// <summary>a₀(s).</summary>
    internal double Of(int parentCount) => Constant + (PerParent * parentCount);
}
