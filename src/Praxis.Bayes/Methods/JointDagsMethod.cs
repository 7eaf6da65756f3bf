using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of joint DAGs.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class JointDagsMethod(DataKind<NumericTable, JointDagsInputOptions> data)
    : GraphMethod<JointDagsInputOptions, JointDagsOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => JointDagsEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds the DAGs of several groups together, in a known order of the nodes, and where groups differ.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2008.06190 (joint empirical sparse Cholesky prior)";

    /// <inheritdoc/>
    public override string Input => "table of numbers with a column of groups; nodes in order, parents first";

    /// <inheritdoc/>
    public override SampleData Sample => GraphSamples.Groups;

    /// <inheritdoc/>
    protected override IEstimator<GraphDesign, GraphPosterior> Estimator(JointDagsOptions options) =>
        new JointDagsEstimator(options);
}
