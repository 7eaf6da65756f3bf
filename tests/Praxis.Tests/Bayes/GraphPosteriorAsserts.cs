using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

/// <summary>What holds of every posterior.</summary>
internal static class GraphPosteriorAsserts
{
    /// <summary>Numbers are numbers, but where the documents say that one may not be.</summary>
    public static void AssertSound(GraphPosterior posterior)
    {
        Assert.True(double.IsFinite(posterior.BestLogPosterior), $"best log posterior {posterior.BestLogPosterior}");
        Finite("node score", posterior.NodeScores.SelectMany(static scores => scores));
        Finite("log posterior", posterior.LogPosterior.SelectMany(static chain => chain));
        Finite("mean precision", posterior.AveragePrecision.SelectMany(static matrix => matrix.Values));
        Finite("mode precision", posterior.ModePrecision.SelectMany(static matrix => matrix.Values));
        Finite("error", posterior.Edges.Select(static edge => edge.Error));
        Finite("coefficient", posterior.Variables.Select(static variable => variable.Coefficient));
        Assert.All(posterior.Edges, static edge => Assert.InRange(edge.Probability, 0, 1));
        Assert.All(posterior.Edges, static edge => Assert.InRange(edge.PartialCorrelation, -1, 1));
        Assert.All(posterior.Edges, static edge => Assert.False(double.IsInfinity(edge.LogBayesFactor)));
        Assert.All(posterior.Variables, static variable => Assert.InRange(variable.Probability, 0, 1));
    }

    private static void Finite(string what, IEnumerable<double> values) =>
        Assert.All(values, value => Assert.True(double.IsFinite(value), $"{what} {value}"));
}
