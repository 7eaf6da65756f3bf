using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The catalogue entry of the coarse-to-fine refinement network.</summary>
/// <param name="data">The readers of clips.</param>
public sealed class ArnetMethod(DataKind<MotionSet, MotionInputOptions> data)
    : MotionMethod<ArnetOptions, FittedArnet>(data)
{
    /// <inheritdoc/>
    public override string Name => "arnet";

    /// <inheritdoc/>
    public override string Summary =>
        "Foretells human motion: a coarse prediction, refined by networks that are shown errors of all kinds.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2011.11221 (coarse to fine, adversarial error augmentation)";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Reconstruction;

    /// <inheritdoc/>
    protected override PoseSpace SpaceOf(ArnetOptions options) => options.Space;

    /// <inheritdoc/>
    protected override (int Observed, int Future) LengthsOf(ArnetOptions options) =>
        (options.Observed, options.Future);

    /// <inheritdoc/>
    protected override IEstimator<MotionData, FittedArnet> Estimator(ArnetOptions options) =>
        new ArnetEstimator(options);

    /// <inheritdoc/>
    public override string? ContinueHelp =>
        "Takes the coarse predictor of a finished run of the same sizes and clips, and trains its refinement alone.";

    /// <inheritdoc/>
    protected override FittedArnet FitFrom(
        ArnetOptions options, string previousModelPath, MotionData data, FitContext context)
    {
        using var previous = FittedArnet.Load(previousModelPath);
        return new ArnetEstimator(options).FitFrom(previous, data, context);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, IMotionModel Model)> Variants(FittedArnet fitted) =>
        fitted.NetworkCount > 1 ? [("coarse alone", fitted.CoarseOnly())] : [];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Notes(FittedArnet fitted) =>
    [
        $"{fitted.NetworkCount} networks with {fitted.ParameterCount:N0} trained numbers.".Replace(',', ' '),
        "The paper's own tables could not be read; sizes follow LTD and the augmentation is a reconstruction.",
    ];
}
