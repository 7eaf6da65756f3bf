using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Selects variables of a logistic regression by a product-moment prior, arXiv 2203.07110.</summary>
/// <param name="options">Prior and engine.</param>
public sealed class PmomLogisticEstimator(PmomLogisticOptions options) : IEstimator<SelectionData, SelectionPosterior>
{
    /// <summary>The method's name.</summary>
    internal const string Name = "pmom-logistic";

    private bool IsPaper => options.Preset == HyperparameterPreset.Paper;

    /// <inheritdoc/>
    public SelectionPosterior Fit(SelectionData data, FitContext context)
    {
        OptionsSchema.Validate(options);
        IdleOptions.Tell(options, Idle(data), context);
        SelectionDesign design = data.Design();
        var selection = new SearchedSelection(Name, options, options.Engine, data, design, context)
        {
            IsPaper = IsPaper,
        };
        return selection.Fit(
            Slab(design),
            Prior(data, selection.GreatestSize),
            options.Marginal != MarginalMethod.Preset ? options.Marginal
                : IsPaper ? MarginalMethod.BestMode
                : MarginalMethod.Flips);
    }

    /// <summary>The prior of coefficients.</summary>
    internal ISlab Slab(SelectionDesign design)
    {
        SlabKind kind = Kind;
        double n = design.RowCount;
        double p = design.ColumnCount;
        double scale = options.Scale > 0 ? options.Scale
            : IsPaper && kind == SlabKind.Moment ? Math.Pow(p, 2.05) / Math.Sqrt(n)
            : 1 / 3.0;
        double rate = options.ScaleRate > 0 ? options.ScaleRate
            : 100 * Math.Pow(n, -1 / 3.0) * Math.Pow(p, 2.001 * 2 / 3);
        return kind switch
        {
            SlabKind.Normal => new NormalSlab(scale),
            SlabKind.Moment => new ProductMomentSlab(options.MomentOrder, scale),
            _ => new HyperProductMomentSlab(options.MomentOrder, options.ScaleShape, rate),
        };
    }

    private SlabKind Kind => options.Slab != SlabKind.Preset ? options.Slab
        : IsPaper ? SlabKind.HyperMoment
        : SlabKind.Moment;

    private ModelPriorKind PriorKind(string network) =>
        options.ModelPrior != ModelPriorKind.Preset ? options.ModelPrior
        : network.Length > 0 ? ModelPriorKind.MarkovRandomField
        : IsPaper ? ModelPriorKind.Uniform
        : ModelPriorKind.SparseBetaBinomial;

    private IEnumerable<(string Flag, string Use)> Idle(SelectionData data)
    {
        ModelPriorKind prior = PriorKind(((PmomLogisticInputOptions)data.Options).Network);
        (bool IsIdle, string Flag, string Use)[] own =
        [
            (Kind == SlabKind.HyperMoment, "scale", "--slab moment and normal"),
            (Kind == SlabKind.Normal, "moment-order", "--slab moment and hyper-moment"),
            (Kind != SlabKind.HyperMoment, "scale-shape", "--slab hyper-moment"),
            (Kind != SlabKind.HyperMoment, "scale-rate", "--slab hyper-moment"),
            (
                prior is not (ModelPriorKind.Bernoulli or ModelPriorKind.MarkovRandomField),
                "expected-size",
                "--model-prior bernoulli and markov-random-field"),
            (prior != ModelPriorKind.MarkovRandomField, "coupling", "--model-prior markov-random-field"),
        ];
        return IdleSelectionOptions.Of(options.Engine)
            .Concat(own.Where(static one => one.IsIdle).Select(static one => (one.Flag, one.Use)));
    }

    private IModelPrior Prior(SelectionData data, int greatest)
    {
        int units = data.Units.Length;
        string network = ((PmomLogisticInputOptions)data.Options).Network;
        ModelPriorKind kind = PriorKind(network);
        if (network.Length > 0 != (kind == ModelPriorKind.MarkovRandomField))
        {
            throw new InputException(network.Length > 0
                ? "--network is of use to --model-prior markov-random-field alone; leave one of the two out"
                : "--model-prior markov-random-field needs the edges that --network names; pass a file");
        }

        double probability = Math.Min(0.5, options.ExpectedSize / units);
        return kind switch
        {
            ModelPriorKind.BetaBinomial => new BetaBinomialModelPrior(1, 1, units, greatest),
            ModelPriorKind.Bernoulli => new BernoulliModelPrior(probability, greatest),
            ModelPriorKind.SparseBetaBinomial => new BetaBinomialModelPrior(1, units, units, greatest),
            ModelPriorKind.Complexity => new ComplexityModelPrior(1, units, greatest),
            ModelPriorKind.MarkovRandomField => new MarkovRandomFieldPrior(
                Math.Log(probability) - Math.Log(1 - probability),
                options.Coupling,
                EdgeFile.Read(network, data.UnitNames),
                units,
                greatest),
            _ => new UniformModelPrior(greatest),
        };
    }
}
