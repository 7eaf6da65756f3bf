using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>What can be asked of a fitted selection.</summary>
public sealed record SelectionPredictOptions
{
    /// <summary>Table whose rows to predict, with the columns of the fit; empty to list what --ask names
    /// instead.</summary>
    public string Data { get; init; } = "";

    /// <summary>By what rows are predicted: average over models, the highest-probability model, or the median
    /// model.</summary>
    public PredictionModel Model { get; init; } = PredictionModel.Average;

    /// <summary>Probability of the credible interval.</summary>
    [Range(0.01, 0.999)]
    public double Level { get; init; } = 0.95;

    /// <summary>What to list: units, coefficients, models, false-discovery or edges.</summary>
    public SelectionQuestion Ask { get; init; } = SelectionQuestion.Units;

    /// <summary>The least probability of a unit or edge that is listed.</summary>
    [Range(0, 1)]
    public double Threshold { get; init; } = 0.5;
}

/// <summary>By what rows are predicted.</summary>
public enum PredictionModel
{
    /// <summary>All models by their probabilities.</summary>
    Average,

    /// <summary>The most probable model.</summary>
    Highest,

    /// <summary>The units of probability above one half.</summary>
    Median,
}

/// <summary>What to list of a fitted selection.</summary>
public enum SelectionQuestion
{
    /// <summary>Units with their probabilities.</summary>
    Units,

    /// <summary>Coefficients with intervals.</summary>
    Coefficients,

    /// <summary>The most probable models.</summary>
    Models,

    /// <summary>How many units can be named at a share of false ones.</summary>
    FalseDiscovery,

    /// <summary>Edges of the graph.</summary>
    Edges,
}
