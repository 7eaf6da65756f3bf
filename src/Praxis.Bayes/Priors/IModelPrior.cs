namespace Praxis.Bayes;

/// <summary>Prior over sets of units.</summary>
internal interface IModelPrior
{
    /// <summary>The most units of a model of positive probability.</summary>
    int GreatestSize { get; }

    /// <summary>The prior in words, with its values.</summary>
    string Description { get; }

    /// <summary>ln of the prior, up to a constant that all models share.</summary>
    double LogPrior(ModelKey model);
}
