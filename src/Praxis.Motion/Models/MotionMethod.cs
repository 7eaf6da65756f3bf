using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A catalogued method that foretells motion: reads clips, fits, measures beside baselines, saves and
/// predicts.</summary>
/// <typeparam name="TOptions">The method's options record; its defaults work.</typeparam>
/// <typeparam name="TFitted">The fitted model. If it can be disposed, it is, at the end of each verb.</typeparam>
public abstract class MotionMethod<TOptions, TFitted> : Method
    where TOptions : class, new()
    where TFitted : IFitted<TFitted>, IMotionModel
{
    private const int MostBaselineWindows = 4000;
    private readonly DataKind<MotionSet, MotionInputOptions> _data;

    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of clips.</param>
    protected MotionMethod(DataKind<MotionSet, MotionInputOptions> data) => _data = data;

    /// <inheritdoc/>
    public override string Family => "motion";

    /// <inheritdoc/>
    public override string Input =>
        "clips of motion: BVH, AMC with ASF, npz, 3DPW pkl, CSV of positions, benchmark text";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => [".bvh", ".amc", ".npz", ".csv", ".tsv", ".txt"];

    /// <inheritdoc/>
    public override SampleData Sample => MotionSample.Cmu;

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<MotionInputOptions>();

    /// <inheritdoc/>
    public override OptionsSchema Options { get; } = OptionsSchema.Of<TOptions>();

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<MotionPredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputFileFlags => ["skeleton", "mapping"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFileFlags => ["data", "skeleton", "mapping"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFolderFlags => ["files"];

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        var options = (TOptions)request.Options;
        var input = (MotionInputOptions)request.InputOptions;
        var data = MotionData.ToFit(Read(request, input, context), input, SpaceOf(options));
        (int observed, int future) = LengthsOf(options);
        _ = MotionWindows.Of(data, observed, future, input.Protocol);
        foreach (string note in MotionWindows.Notes(data, observed, future, input.Protocol))
        {
            context.Report(new NoticeEvent(note, IsWarning: false));
        }

        TFitted fitted = request.PreviousModelPath is { } previous
            ? FitFrom(options, previous, data, context)
            : Estimator(options).Fit(data, context);
        using IDisposable? scope = fitted as IDisposable;
        context.Report(new PhaseEvent("writing"));
        fitted.Save(request.ModelPath);
        return Measure(
            [(Name, fitted), .. Variants(fitted), .. Baselines(fitted, data)], data, input, context, Notes(fitted));
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (MotionInputOptions)request.InputOptions;
        TFitted fitted = TFitted.Load(request.ModelPath);
        using IDisposable? scope = fitted as IDisposable;
        var data = MotionData.ToMeasure(
            Read(request, input, context), input, fitted.Layout, fitted.FrameSeconds);
        return Measure(
            [(Name, fitted), .. Variants(fitted), ("zero velocity", ZeroVelocityOf(fitted))],
            data,
            input,
            context,
            Notes(fitted));
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<TFitted, MotionPredictOptions>(
            TFitted.Load(modelPath),
            (fitted, question, asked) => new MotionPrediction(fitted, Name, question, asked).Run());

    /// <inheritdoc/>
    public override ResultTable Stream(string modelPath, TextReader input, TextWriter output, FitContext context)
    {
        TFitted fitted = TFitted.Load(modelPath);
        using IDisposable? scope = fitted as IDisposable;
        return new ModelStream(fitted, context).Run(input, output);
    }

    /// <summary>What the options say is learnt.</summary>
    /// <param name="options">The method's options.</param>
    /// <returns>Positions or angles.</returns>
    protected abstract PoseSpace SpaceOf(TOptions options);

    /// <summary>The frames of a window, so that test clips too short are told before anything is learnt.</summary>
    /// <param name="options">The method's options, which are in their ranges.</param>
    /// <returns>Observed and foretold frames.</returns>
    protected abstract (int Observed, int Future) LengthsOf(TOptions options);

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">The method's options.</param>
    /// <returns>The estimator.</returns>
    protected abstract IEstimator<MotionData, TFitted> Estimator(TOptions options);

    /// <summary>Goes on from another run's model.</summary>
    /// <param name="options">The method's options.</param>
    /// <param name="previousModelPath">That model's folder.</param>
    /// <param name="data">The clips.</param>
    /// <param name="context">Seed, threads, cancellation, events and checkpoints.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="UsageException">The method cannot, which it does not unless overridden.</exception>
    protected virtual TFitted FitFrom(
        TOptions options, string previousModelPath, MotionData data, FitContext context) =>
        throw new UsageException($"{Name} is fitted anew; leave --continue out");

    /// <summary>Parts of the model to measure beside it.</summary>
    /// <param name="fitted">The model.</param>
    /// <returns>None unless overridden.</returns>
    protected virtual IReadOnlyList<(string Name, IMotionModel Model)> Variants(TFitted fitted) => [];

    /// <summary>What a reader of the numbers must know.</summary>
    /// <param name="fitted">The model.</param>
    /// <returns>None unless overridden.</returns>
    protected virtual IReadOnlyList<string> Notes(TFitted fitted) => [];

    private static RunResults Measure(
        IReadOnlyList<(string Name, IMotionModel Model)> models,
        MotionData data,
        MotionInputOptions input,
        FitContext context,
        IReadOnlyList<string> notes)
    {
        IMotionModel first = models[0].Model;
        string[] leftOut = MotionWindows.Notes(data, first.ObservedCount, first.FutureCount, input.Protocol);
        return new MotionReport(MotionEvaluation.Run(models, data, input.Protocol, context), data, input.Protocol)
            .Build([.. notes, .. leftOut]);
    }

    private static ExtrapolationModel ZeroVelocityOf(IMotionModel model) => new(
        new MotionModelDescription(model.Layout, model.FrameSeconds, 1),
        model.ObservedCount,
        model.FutureCount,
        ZeroVelocity.Predict);

    // Formulas fitted on windows of the same training clips.
    private static IEnumerable<(string Name, IMotionModel Model)> Baselines(IMotionModel model, MotionData data)
    {
        var description = new MotionModelDescription(model.Layout, model.FrameSeconds, 1);
        int observed = model.ObservedCount;
        int future = model.FutureCount;
        PoseMatrix[] clips = [.. data.Train.Select(clip => model.Layout.ToNodes(clip.Whole))];
        int total = clips.Sum(clip => Math.Max(0, clip.FrameCount - observed - future + 1));
        int stride = Math.Max(1, total / MostBaselineWindows);
        PoseMatrix[] windows =
        [
            .. clips.SelectMany(clip => Enumerable
                .Range(0, Math.Max(0, clip.FrameCount - observed - future + stride) / stride)
                .Select(start => clip.Slice(start * stride, observed + future))),
        ];
        if (windows.Length > 0)
        {
            var damped = DampedVelocity.Fit(windows, observed);
            var linear = LinearCosineLayer.Fit(windows, observed, future);
            yield return ("one linear layer on cosines", new ExtrapolationModel(
                description, observed, future, (poses, _) => linear.Predict(poses)));
            yield return ("damped velocity", new ExtrapolationModel(description, observed, future, damped.Predict));
        }

        yield return ("zero velocity", ZeroVelocityOf(model));
    }

    private MotionSet Read(FitRequest request, MotionInputOptions input, FitContext context)
    {
        OptionsSchema.Validate(input);
        context.Report(new PhaseEvent("reading"));
        MotionSet set = _data.Read(request.DataPath, "auto", input);
        if (set.PassedOver.Count > 0)
        {
            context.Report(new NoticeEvent(
                $"{request.DataPath}: {set.PassedOver.Count} files are no motion and were passed over, as "
                + Path.GetFileName(set.PassedOver[0]),
                IsWarning: false));
        }

        return set;
    }
}
