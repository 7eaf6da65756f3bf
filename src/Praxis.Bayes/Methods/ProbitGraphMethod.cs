using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of the joint selection of variables and a graph.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class ProbitGraphMethod(DataKind<SelectionTable, ProbitGraphInputOptions> data)
    : SelectionMethod<ProbitGraphInputOptions, ProbitGraphOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => ProbitGraphEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds the variables behind an outcome of two values together with the graph that ties them.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2203.07108 (joint variable and graph selection)";

    /// <inheritdoc/>
    public override string Input => "table with an outcome of two values";

    /// <inheritdoc/>
    public override SampleData Sample => SelectionSamples.Network;

    /// <inheritdoc/>
    protected override IEstimator<SelectionData, SelectionPosterior> Estimator(ProbitGraphOptions options) =>
        new ProbitGraphEstimator(options);
}
