namespace Praxis.Bayes;

/// <summary>How much of a stretch of a chain lay outside of a set of models, and what was in there.</summary>
internal sealed class OutsideTally
{
    private readonly Dictionary<int, double> _units = [];

    /// <summary>Share of the stretch outside.</summary>
    internal double Share { get; private set; }

    /// <summary>Models outside with their shares of the stretch.</summary>
    internal Dictionary<ModelKey, double> Models { get; } = [];

    /// <summary>Tallies a stretch.</summary>
    /// <param name="visits">Moves that ended in each model.</param>
    /// <param name="known">The set.</param>
    internal static OutsideTally Of(IReadOnlyDictionary<ModelKey, long> visits, HashSet<ModelKey> known)
    {
        var tally = new OutsideTally();
        double total = visits.Values.Sum();
        foreach ((ModelKey key, long count) in visits.Where(visit => !known.Contains(visit.Key)))
        {
            tally.Add(key, count / total);
        }

        return tally;
    }

    /// <summary>The mean of stretches of the same length.</summary>
    internal static OutsideTally Mean(IReadOnlyList<OutsideTally> stretches)
    {
        var mean = new OutsideTally();
        foreach ((ModelKey key, double share) in stretches.SelectMany(static one => one.Models))
        {
            mean.Add(key, share / stretches.Count);
        }

        return mean;
    }

    /// <summary>The stretch's estimate of a unit's inclusion among all models.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="inside">Its inclusion among the set.</param>
    internal double Inclusion(int unit, double inside) =>
        ((1 - Share) * inside) + _units.GetValueOrDefault(unit);

    /// <summary>Standard error of the mean of the stretches' estimates.</summary>
    internal static double Error(IReadOnlyList<OutsideTally> stretches, int unit, double inside)
    {
        int count = stretches.Count;
        if (count < 2)
        {
            return 0;
        }

        double mean = 0;
        foreach (OutsideTally one in stretches)
        {
            mean += one.Inclusion(unit, inside) / count;
        }

        double squares = 0;
        foreach (OutsideTally one in stretches)
        {
            double off = one.Inclusion(unit, inside) - mean;
            squares += off * off;
        }

        return Math.Sqrt(squares / (count - 1) / count);
    }

    /// <summary>What one stretch in which a unit was met at all adds to its inclusion, in the mean.</summary>
    internal static double OneStay(IReadOnlyList<OutsideTally> stretches)
    {
        int met = stretches.Sum(static one => one._units.Count);
        return met == 0 ? 0 : stretches.Sum(static one => one._units.Values.Sum()) / met / stretches.Count;
    }

    private void Add(ModelKey key, double share)
    {
        Share += share;
        Models[key] = Models.GetValueOrDefault(key) + share;
        foreach (int unit in key.Units)
        {
            _units[unit] = _units.GetValueOrDefault(unit) + share;
        }
    }
}
