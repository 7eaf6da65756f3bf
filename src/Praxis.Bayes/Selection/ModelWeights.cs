using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Models with their posterior probabilities among all models known.</summary>
/// <param name="Models">The most probable first.</param>
/// <param name="Probabilities">As many, with sum 1.</param>
internal sealed record ModelWeights(IReadOnlyList<ScoredModel> Models, IReadOnlyList<double> Probabilities)
{
    /// <summary>Normalises scores; equal ones keep their order.</summary>
    internal static ModelWeights Of(IEnumerable<ScoredModel> models)
    {
        ScoredModel[] sorted =
        [
            .. models.Where(static model => model.LogPosterior > double.NegativeInfinity)
                .OrderByDescending(static model => model.LogPosterior),
        ];
        double[] logs = [.. sorted.Select(static model => model.LogPosterior)];
        double total = SpecialFunctions.LogSumExp(logs);
        return new ModelWeights(sorted, [.. logs.Select(log => Math.Exp(log - total))]);
    }

    /// <summary>Probability of each number of units, from 0 to that of the largest model.</summary>
    internal double[] SizeShares()
    {
        var shares = new double[Models.Max(static model => model.Key.Count) + 1];
        for (int i = Models.Count - 1; i >= 0; i--)
        {
            shares[Models[i].Key.Count] += Probabilities[i];
        }

        return shares;
    }

    /// <summary>Inclusion probability of each unit: [units].</summary>
    internal double[] Inclusion(int unitCount)
    {
        var inclusion = new double[unitCount];
        for (int i = Models.Count - 1; i >= 0; i--)
        {
            foreach (int unit in Models[i].Key.Units)
            {
                inclusion[unit] += Probabilities[i];
            }
        }

        return inclusion;
    }
}
