using Praxis.Core;

namespace Praxis.Pose;

/// <summary>The catalogue entry of the plain stacked hourglass.</summary>
public sealed class HourglassMethod : PoseMethod<HourglassOptions>
{
    /// <inheritdoc/>
    public override string Name => "hourglass";

    /// <inheritdoc/>
    public override string Summary => "Finds the joints of people in pictures by heat maps of a stacked hourglass.";

    /// <inheritdoc/>
    public override string Source => "Newell, Yang and Deng, Stacked hourglass networks (2016)";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Baseline;

    private protected override IReadOnlyList<string> Notes => [];

    private protected override PoseNetworkEstimator<HourglassOptions> Estimator(HourglassOptions options) =>
        new HourglassEstimator(options);
}
