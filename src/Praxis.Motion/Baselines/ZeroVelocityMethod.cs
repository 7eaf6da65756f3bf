using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The catalogue entry of the baseline that holds the last pose.</summary>
/// <param name="data">The readers of clips.</param>
public sealed class ZeroVelocityMethod(DataKind<MotionSet, MotionInputOptions> data)
    : MotionMethod<ZeroVelocityOptions, FittedZeroVelocity>(data)
{
    /// <inheritdoc/>
    public override string Name => "zero-velocity";

    /// <inheritdoc/>
    public override string Summary => "Holds the last pose: what every prediction of motion must beat.";

    /// <inheritdoc/>
    public override string Source => "Martinez and others, On human motion prediction, CVPR 2017";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Baseline;

    /// <inheritdoc/>
    protected override PoseSpace SpaceOf(ZeroVelocityOptions options) => options.Space;

    /// <inheritdoc/>
    protected override (int Observed, int Future) LengthsOf(ZeroVelocityOptions options) =>
        (options.Observed, options.Future);

    /// <inheritdoc/>
    protected override IEstimator<MotionData, FittedZeroVelocity> Estimator(ZeroVelocityOptions options) =>
        new ZeroVelocityEstimator(options);
}

/// <summary>Options of the baseline that holds the last pose.</summary>
public sealed record ZeroVelocityOptions
{
    /// <summary>What is foretold: position of joints, or angle as exponential maps.</summary>
    public PoseSpace Space { get; init; } = PoseSpace.Position;

    /// <summary>Frames before the future; they say where test windows begin, and formulas beside it need two.</summary>
    [Range(2, 100)]
    public int Observed { get; init; } = 10;

    /// <summary>Frames that are foretold.</summary>
    [Range(1, 100)]
    public int Future { get; init; } = 25;
}

/// <summary>Takes the layout of the poses; there is nothing to learn.</summary>
/// <param name="options">Lengths.</param>
public sealed class ZeroVelocityEstimator(ZeroVelocityOptions options) : IEstimator<MotionData, FittedZeroVelocity>
{
    /// <inheritdoc/>
    public FittedZeroVelocity Fit(MotionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        return new FittedZeroVelocity(options, MotionModelDescription.Of(data));
    }
}

/// <summary>The baseline with the poses it holds.</summary>
public sealed class FittedZeroVelocity : IFitted<FittedZeroVelocity>, IMotionModel
{
    private readonly ZeroVelocityOptions _options;
    private readonly MotionModelDescription _description;

    internal FittedZeroVelocity(ZeroVelocityOptions options, MotionModelDescription description)
    {
        _options = options;
        _description = description;
    }

    /// <inheritdoc/>
    public int ObservedCount => _options.Observed;

    /// <inheritdoc/>
    public int FutureCount => _options.Future;

    /// <inheritdoc/>
    public PoseLayout Layout => _description.Layout;

    /// <inheritdoc/>
    public double FrameSeconds => _description.FrameSeconds;

    /// <inheritdoc/>
    public IMotionSession NewSession() =>
        new ExtrapolationModel(_description, ObservedCount, FutureCount, ZeroVelocity.Predict).NewSession();

    /// <inheritdoc/>
    public void Save(string folder) => _description.Save(folder, _options);

    /// <inheritdoc/>
    public static FittedZeroVelocity Load(string folder)
    {
        (MotionModelDescription description, ZeroVelocityOptions options) =
            MotionModelDescription.Load<ZeroVelocityOptions>(folder);
        return new FittedZeroVelocity(options, description);
    }
}
