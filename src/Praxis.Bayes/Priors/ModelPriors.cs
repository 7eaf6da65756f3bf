using System.Globalization;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Every model of at most so many units alike.</summary>
internal sealed class UniformModelPrior(int greatestSize) : IModelPrior
{
    /// <inheritdoc/>
    public int GreatestSize => greatestSize;

    /// <inheritdoc/>
    public string Description => "uniform";

    /// <inheritdoc/>
    public double LogPrior(ModelKey model) => model.Count <= greatestSize ? 0 : double.NegativeInfinity;
}

/// <summary>Each unit is in with probability q, independently.</summary>
internal sealed class BernoulliModelPrior(double probability, int greatestSize) : IModelPrior
{
    private readonly double _logOdds = Math.Log(probability) - Math.Log(1 - probability);

    /// <inheritdoc/>
    public int GreatestSize => greatestSize;

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"each in with probability {probability:G4}");

    /// <inheritdoc/>
    public double LogPrior(ModelKey model) =>
        model.Count <= greatestSize ? model.Count * _logOdds : double.NegativeInfinity;
}

/// <summary>q ~ Beta(a, b) integrated out: ln B(a + k, b + p - k) - ln B(a, b).</summary>
internal sealed class BetaBinomialModelPrior(double a, double b, int unitCount, int greatestSize) : IModelPrior
{
    /// <inheritdoc/>
    public int GreatestSize => greatestSize;

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"beta-binomial ({a:G4}, {b:G4})");

    /// <inheritdoc/>
    public double LogPrior(ModelKey model) => model.Count <= greatestSize
        ? LogBeta(a + model.Count, b + unitCount - model.Count) - LogBeta(a, b)
        : double.NegativeInfinity;

    private static double LogBeta(double x, double y) =>
        SpecialFunctions.LogGamma(x) + SpecialFunctions.LogGamma(y) - SpecialFunctions.LogGamma(x + y);
}

/// <summary>Each unit costs c ln p.</summary>
internal sealed class ComplexityModelPrior(double power, int unitCount, int greatestSize) : IModelPrior
{
    /// <inheritdoc/>
    public int GreatestSize => greatestSize;

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"each costs {power:G4} ln {unitCount} in log odds");

    /// <inheritdoc/>
    public double LogPrior(ModelKey model) =>
        model.Count <= greatestSize ? -power * model.Count * Math.Log(unitCount) : double.NegativeInfinity;
}
