using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>A catalogued method that finds the joints of people.</summary>
/// <typeparam name="TOptions">The method's options record; its defaults work.</typeparam>
public abstract class PoseMethod<TOptions> : Method
    where TOptions : class, new()
{
    // Methods are made with the recipe, which only this assembly knows.
    private protected PoseMethod()
    {
    }

    /// <inheritdoc/>
    public override string Family => "pose";

    /// <inheritdoc/>
    public override string Input =>
        "pictures with joints: COCO JSON, MPII JSON and mat, LSP mat, CSV; or a recipe of drawn figures";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => [".json", ".mat", .. TableFile.Endings];

    /// <inheritdoc/>
    public override SampleData Sample { get; } = new(
        Path.Combine("pose", "figures.json"),
        new Dictionary<string, string>(),
        "figures drawn by Praxis itself; no photograph");

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<PoseInputOptions>();

    /// <inheritdoc/>
    public override OptionsSchema Options { get; } = OptionsSchema.Of<TOptions>();

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<PosePredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputFileFlags => ["images", "skeleton", "mapping", "head-boxes", "pool"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> RangeFlags => ["train", "validation", "test"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OwnDataFlags =>
        ["format", "images", "skeleton", "mapping", "head-boxes", "pool"];

    /// <inheritdoc/>
    public override bool IsInputFile(string flag, string text) =>
        base.IsInputFile(flag, text) && (flag != "skeleton" || PoseSkeletons.IsPath(text));

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFileFlags => ["data", "images"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFolderFlags => ["files"];

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        var input = (PoseInputOptions)request.InputOptions;
        PoseNetworkEstimator<TOptions> estimator = Estimator((TOptions)request.Options);
        PoseData data = estimator.Read(request.DataPath, input, context);
        using FittedPose fitted = estimator.Fit(data, context);
        context.Report(new PhaseEvent("writing"));
        fitted.Save(request.ModelPath);
        PictureLedger.Of(data).Save(request.ModelPath);
        return new PoseReport(fitted, data, context).Build(Notes);
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (PoseInputOptions)request.InputOptions;
        OptionsSchema.Validate(input);
        using var fitted = FittedPose.Load(request.ModelPath);
        PoseData data = new PoseDataReader(input, fitted.Recipe, context)
            .ReadTests(
                request.DataPath, fitted.Skeleton, PictureLedger.Load(request.ModelPath), request.IsOtherData);
        if (!data.Skeleton.Joints.SequenceEqual(fitted.Skeleton.Joints))
        {
            throw new InputException(
                $"{request.DataPath}: has the joints of {data.Skeleton.Name}, the run finds those of"
                + $" {fitted.Skeleton.Name}; leave --skeleton out, and say by --mapping what names do not");
        }

        if (!data.Tests.SelectMany(static test => test.Examples)
            .Any(static one => one.Person.Joints.Any(static joint => joint.IsLabelled)))
        {
            throw new InputException(
                $"{request.DataPath}: no joint that the run finds is annotated; its joints are "
                + $"{CellText.List(fitted.Skeleton.Joints)}: give --mapping");
        }

        return new PoseReport(fitted, data, context).Build(Notes);
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<FittedPose, PosePredictOptions>(
            FittedPose.Load(modelPath),
            static (fitted, question, asked) => new PosePrediction(fitted, question, asked).Run());

    /// <inheritdoc/>
    public override string Export(string modelPath, string path)
    {
        using var fitted = FittedPose.Load(modelPath);
        fitted.ExportOnnx(path);
        PoseNetworkShape shape = fitted.Network.Shape;
        string more = shape.HasVisibility ? $", visibility [N, {shape.Joints}]" : string.Empty;
        return $"pictures [N, 3, {shape.Height}, {shape.Width}] to"
            + $" heatmaps [N, {shape.Joints}, {shape.MapHeight}, {shape.MapWidth}]{more}";
    }

    /// <summary>What a reader of the numbers must know.</summary>
    private protected abstract IReadOnlyList<string> Notes { get; }

    /// <summary>What trains by the options.</summary>
    private protected abstract PoseNetworkEstimator<TOptions> Estimator(TOptions options);
}
