using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The catalogue entry of siMLPe.</summary>
/// <param name="data">The readers of clips.</param>
public sealed class SimlpeMethod(DataKind<MotionSet, MotionInputOptions> data)
    : MotionMethod<SimlpeOptions, FittedSimlpe>(data)
{
    /// <inheritdoc/>
    public override string Name => "simlpe";

    /// <inheritdoc/>
    public override string Summary => "Foretells human motion by linear layers over time and joints with norm alone.";

    /// <inheritdoc/>
    public override string Source => "siMLPe (Guo and others, Back to MLP, WACV 2023)";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Baseline;

    /// <inheritdoc/>
    protected override PoseSpace SpaceOf(SimlpeOptions options) => options.Space;

    /// <inheritdoc/>
    protected override (int Observed, int Future) LengthsOf(SimlpeOptions options) =>
        (options.Observed, options.Future);

    /// <inheritdoc/>
    protected override IEstimator<MotionData, FittedSimlpe> Estimator(SimlpeOptions options) =>
        new SimlpeEstimator(options);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Notes(FittedSimlpe fitted) =>
        [$"{fitted.ParameterCount} trained numbers; the publication looks at 50 frames."];
}
