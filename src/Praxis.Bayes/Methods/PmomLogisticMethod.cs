using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of the selection of variables by a nonlocal prior.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class PmomLogisticMethod(DataKind<SelectionTable, PmomLogisticInputOptions> data)
    : SelectionMethod<PmomLogisticInputOptions, PmomLogisticOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => PmomLogisticEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds the variables behind an outcome of two values by a nonlocal prior, with few false ones.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2203.07110 (hierarchical nonlocal priors)";

    /// <inheritdoc/>
    public override string Input => "table with an outcome of two values";

    /// <inheritdoc/>
    public override SampleData Sample => SelectionSamples.Expression;

    /// <inheritdoc/>
    protected override IEstimator<SelectionData, SelectionPosterior> Estimator(PmomLogisticOptions options) =>
        new PmomLogisticEstimator(options);
}
