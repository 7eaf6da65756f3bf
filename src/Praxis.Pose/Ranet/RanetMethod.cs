using Praxis.Core;

namespace Praxis.Pose;

/// <summary>The catalogue entry of the region-aware network.</summary>
public sealed class RanetMethod : PoseMethod<RanetOptions>
{
    /// <inheritdoc/>
    public override string Name => "ranet";

    /// <inheritdoc/>
    public override string Summary =>
        "Finds joints by an hourglass with a feature pyramid, region maps, parts pasted near joints, and voting.";

    /// <inheritdoc/>
    public override string Source => "arXiv 1905.00996 (region-aware network)";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Reconstruction;

    private protected override IReadOnlyList<string> Notes =>
    [
        "The paper's text could not be read beyond its abstract: pyramid, regions and voting are reconstructions.",
    ];

    private protected override PoseNetworkEstimator<RanetOptions> Estimator(RanetOptions options) =>
        new RanetEstimator(options);
}
