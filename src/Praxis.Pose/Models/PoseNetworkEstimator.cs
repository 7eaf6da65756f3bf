using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Reads people and trains a pose network by the options of a method.</summary>
/// <typeparam name="TOptions">The method's options record.</typeparam>
public abstract class PoseNetworkEstimator<TOptions> : IEstimator<PoseData, FittedPose>
    where TOptions : class, new()
{
    private readonly TOptions _options;

    // Estimators are made with the recipe, which only this assembly knows.
    private protected PoseNetworkEstimator(TOptions options) => _options = options;

    /// <summary>Sizes, training and use that the options ask for.</summary>
    private protected abstract PoseRecipe Recipe { get; }

    /// <summary>Options that change nothing beside the others, and what they are of use to.</summary>
    private protected virtual IEnumerable<(string Flag, string Use)> Idle => [];

    /// <summary>Reads annotated pictures, or draws figures, at the size that the options train.</summary>
    /// <param name="path">COCO or MPII JSON, MPII or LSP mat, CSV, or a recipe of figures.</param>
    /// <param name="input">Where pictures and parts are, and who is learnt from.</param>
    /// <param name="context">Threads, cancellation and events.</param>
    /// <returns>People in memory.</returns>
    /// <exception cref="InputException">Options or files cannot be used; one line with the mend.</exception>
    public PoseData Read(string path, PoseInputOptions input, FitContext context)
    {
        OptionsSchema.Validate(input);
        OptionsSchema.Validate(_options);
        bool needsParts = Recipe.Arm != PastingArm.None;
        IdleOptions.Tell(input, needsParts ? [] : [("pool", "methods and options that paste parts")], context);
        return new PoseDataReader(input, Recipe, context).Read(path, needsParts);
    }

    /// <summary>Trains.</summary>
    /// <param name="data">People of <see cref="Read"/>.</param>
    /// <param name="context">Seed, threads, cancellation, events and checkpoints.</param>
    /// <returns>The epoch that did best on the people to choose by; to be disposed.</returns>
    /// <exception cref="InputException">There are too few people, or no parts to paste.</exception>
    public FittedPose Fit(PoseData data, FitContext context)
    {
        OptionsSchema.Validate(_options);
        IdleOptions.Tell(_options, Idle, context);
        return new PoseEstimator(Recipe).Fit(data, context);
    }
}
