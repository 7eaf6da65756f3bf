using Praxis.Core;

namespace Praxis.Pose;

/// <summary>The catalogue entry of adversarial semantic data augmentation.</summary>
public sealed class AsdaMethod : PoseMethod<AsdaOptions>
{
    /// <inheritdoc/>
    public override string Name => "asda";

    /// <inheritdoc/>
    public override string Summary =>
        "Finds joints by an hourglass that learns from body parts pasted where a generator thinks they confuse most.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2008.00697 (adversarial semantic data augmentation)";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.AsPublished;

    private protected override IReadOnlyList<string> Notes =>
    [
        "Generator and pose network start from first weights: weights of ImageNet cannot be had here.",
        "The default generator is smaller than the published one, which is --generator resnet18.",
    ];

    private protected override PoseNetworkEstimator<AsdaOptions> Estimator(AsdaOptions options) =>
        new AsdaEstimator(options);
}
