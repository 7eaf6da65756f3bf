using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of decomposable graphs.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class DecomposableGraphMethod(DataKind<NumericTable, DecomposableGraphInputOptions> data)
    : GraphMethod<DecomposableGraphInputOptions, DecomposableGraphOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => DecomposableGraphEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds which columns depend on each other given all others, with the probability of each edge; also with more "
        + "columns than rows.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2004.08102 (decomposable graphs with a G-Wishart prior)";

    /// <inheritdoc/>
    public override string Input => "table of numbers: a row an observation, a column a node";

    /// <inheritdoc/>
    public override SampleData Sample => GraphSamples.Band;

    /// <inheritdoc/>
    protected override IEstimator<GraphDesign, GraphPosterior> Estimator(DecomposableGraphOptions options) =>
        new DecomposableGraphEstimator(options);
}
