using System.Globalization;

namespace Praxis.Bayes;

/// <summary>A Markov random field over a known network: ln p(γ) = o |γ| + b γ'Gγ, up to a constant, where γ'Gγ counts
/// each edge inside the model twice.</summary>
internal sealed class MarkovRandomFieldPrior : IModelPrior
{
    private readonly double _logOdds;
    private readonly double _coupling;
    private readonly HashSet<int>[] _neighbours;

    /// <summary>Makes the prior.</summary>
    /// <param name="logOdds">o, of a unit without neighbours in the model.</param>
    /// <param name="coupling">b.</param>
    /// <param name="edges">G, pairs of units.</param>
    /// <param name="unitCount">Number of units.</param>
    /// <param name="greatestSize">The most units of a model.</param>
    internal MarkovRandomFieldPrior(
        double logOdds, double coupling, IEnumerable<(int From, int To)> edges, int unitCount, int greatestSize)
    {
        _logOdds = logOdds;
        _coupling = coupling;
        _neighbours = [.. Enumerable.Range(0, unitCount).Select(static _ => new HashSet<int>())];
        foreach ((int from, int to) in edges)
        {
            _neighbours[from].Add(to);
            _neighbours[to].Add(from);
        }

        GreatestSize = greatestSize;
    }

    /// <inheritdoc/>
    public int GreatestSize { get; }

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"Markov random field of log odds {_logOdds:G4} and coupling {_coupling:G4} over {EdgeCount} edges");

    private int EdgeCount => _neighbours.Sum(static own => own.Count) / 2;

    /// <inheritdoc/>
    public double LogPrior(ModelKey model)
    {
        if (model.Count > GreatestSize)
        {
            return double.NegativeInfinity;
        }

        int twice = 0;
        ReadOnlySpan<int> units = model.Units;
        foreach (int unit in units)
        {
            HashSet<int> neighbours = _neighbours[unit];
            for (int other = 0; neighbours.Count > 0 && other < units.Length; other++)
            {
                twice += neighbours.Contains(units[other]) ? 1 : 0;
            }
        }

        return (_logOdds * model.Count) + (_coupling * twice);
    }
}
