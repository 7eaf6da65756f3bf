using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of the selection of groups of columns.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class GroupLogisticMethod(DataKind<SelectionTable, GroupLogisticInputOptions> data)
    : SelectionMethod<GroupLogisticInputOptions, GroupLogisticOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => GroupLogisticEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds the groups of columns behind an outcome of two values, each with its probability.";

    /// <inheritdoc/>
    public override string Source => "arXiv 1912.01833 (group spike-and-slab)";

    /// <inheritdoc/>
    public override string Input => "table with an outcome of two values, and which columns belong together";

    /// <inheritdoc/>
    public override SampleData Sample => SelectionSamples.Groups;

    /// <inheritdoc/>
    protected override IEstimator<SelectionData, SelectionPosterior> Estimator(GroupLogisticOptions options) =>
        new GroupLogisticEstimator(options);
}
