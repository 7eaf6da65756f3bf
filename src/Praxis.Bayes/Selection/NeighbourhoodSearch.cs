using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Stochastic search over models by their neighbours: all deletions, and additions and swaps with screened
/// candidates (RSSS of arXiv 2203.07110; SSS with all candidates; S5 with a ladder).</summary>
/// <remarks>A neighbour is drawn in each of additions, deletions and swaps by its posterior probability, and of the
/// three one by the same. All models scored are kept. Neighbours are scored from the model at hand on any number of
/// threads, with the same bytes.</remarks>
internal sealed class NeighbourhoodSearch
{
    private const double Near = 10;
    private const int ModelsPerThread = 8;
    private readonly SelectionDesign _design;
    private readonly Func<LaplaceScorer> _makeScorer;
    private readonly IModelPrior _prior;
    private readonly SearchPlan _plan;
    private readonly RandomStream _random;
    private readonly CandidateScreen _screen;
    private readonly List<LaplaceScorer> _scorers = [];
    private readonly Dictionary<ModelKey, int> _numbers = [];
    private readonly Dictionary<ModelKey, Neighbours> _known = [];
    private readonly List<ScoredModel> _models = [];

    /// <summary>Makes a search that begins without a unit.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="makeScorer">Makes a scorer for each thread.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="plan">How it goes.</param>
    /// <param name="random">Its stream.</param>
    internal NeighbourhoodSearch(
        SelectionDesign design, Func<LaplaceScorer> makeScorer, IModelPrior prior, SearchPlan plan, RandomStream random)
    {
        _design = design;
        _makeScorer = makeScorer;
        _prior = prior;
        _plan = plan;
        _random = random;
        _screen = new CandidateScreen(design, plan.Screening);
        _scorers.Add(makeScorer());
    }

    /// <summary>Every model that was scored, in the order in which they were met.</summary>
    internal IReadOnlyList<ScoredModel> Models => _models;

    /// <summary>Moves made.</summary>
    internal int Moves { get; private set; }

    /// <summary>The move after which no better model was met.</summary>
    internal int LastBetter { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="threadCount">Threads that may be used.</param>
    /// <param name="goesOn">Asked after each move whether to go on; may throw to break off.</param>
    internal void Run(int threadCount, Func<bool> goesOn)
    {
        ScoredModel current = Scored([ModelKey.Empty], null, 1)[0];
        double best = current.LogPosterior;
        int idle = 0;
        while (Moves < _plan.Iterations && (_plan.Patience == 0 || idle < _plan.Patience))
        {
            int before = _models.Count;
            Neighbours neighbours = NeighboursOf(current, threadCount);
            double power = _plan.InverseTemperatures[Moves % _plan.InverseTemperatures.Count];
            ScoredModel[] drawn =
            [
                .. ((ScoredModel[][])[neighbours.Added, neighbours.Deleted, neighbours.Swapped])
                    .Where(static models => models.Length > 0).Select(models => Draw(models, power)),
            ];
            Moves++;
            bool hasNew = false;
            for (int number = before; number < _models.Count; number++)
            {
                double score = _models[number].LogPosterior;
                hasNew |= score > best - Near;
                if (score > best)
                {
                    best = score;
                    LastBetter = Moves;
                }
            }

            idle = hasNew ? 0 : idle + 1;
            if (!goesOn() || drawn.Length == 0)
            {
                break;
            }

            current = Draw(drawn, power);
        }
    }

    private Neighbours NeighboursOf(ScoredModel model, int threadCount)
    {
        if (_known.TryGetValue(model.Key, out Neighbours? known))
        {
            return known;
        }

        ModelKey key = model.Key;
        int[] inside = key.Units.ToArray();
        int[] candidates = _screen.Candidates(model, _scorers[0], _plan, _random, threadCount);
        ModelKey[] added = key.Count < _prior.GreatestSize ? [.. candidates.Select(key.With)] : [];
        ModelKey[] deleted = [.. inside.Select(key.Without)];
        ModelKey[] swapped = _plan.HasSwaps
            ? [.. deleted.SelectMany(rest => candidates.Select(rest.With))]
            : [];
        ScoredModel[] scored = Scored([.. added, .. deleted, .. swapped], model, threadCount);
        var neighbours = new Neighbours(
            scored[..added.Length],
            scored[added.Length..(added.Length + deleted.Length)],
            scored[(added.Length + deleted.Length)..]);
        _known.Add(key, neighbours);
        return neighbours;
    }

    // Models in the order of their keys; those not met before are scored.
    private ScoredModel[] Scored(ModelKey[] keys, ScoredModel? near, int threadCount)
    {
        ModelKey[] fresh = [.. keys.Where(key => !_numbers.ContainsKey(key)).Distinct()];
        var models = new ScoredModel[fresh.Length];
        int pieces = Math.Max(1, Math.Min(threadCount, fresh.Length / ModelsPerThread));
        while (_scorers.Count < pieces)
        {
            _scorers.Add(_makeScorer());
        }

        if (pieces == 1)
        {
            Score(0);
        }
        else
        {
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = pieces }, Score);
        }

        foreach (ScoredModel model in models)
        {
            _numbers.Add(model.Key, _models.Count);
            _models.Add(model);
        }

        return [.. keys.Select(key => _models[_numbers[key]])];

        void Score(int piece)
        {
            for (int i = piece; i < fresh.Length; i += pieces)
            {
                ScoredModel scored = _scorers[piece].Score(fresh[i], near);
                models[i] = scored with { LogPosterior = scored.LogMarginal + _prior.LogPrior(fresh[i]) };
            }
        }
    }

    // One of the models, with probability proportional to a power of its posterior.
    private ScoredModel Draw(ScoredModel[] models, double power)
    {
        double greatest = models.Max(static model => model.LogPosterior);
        if (double.IsNegativeInfinity(greatest))
        {
            return models[_random.NextInt(models.Length)];
        }

        double sum = 0;
        var weights = new double[models.Length];
        for (int i = 0; i < models.Length; i++)
        {
            weights[i] = Math.Exp(power * (models[i].LogPosterior - greatest));
            sum += weights[i];
        }

        double left = _random.NextDouble() * sum;
        int chosen = 0;
        while (chosen < models.Length - 1 && left >= weights[chosen])
        {
            left -= weights[chosen++];
        }

        return models[chosen];
    }

    private sealed record Neighbours(ScoredModel[] Added, ScoredModel[] Deleted, ScoredModel[] Swapped);
}
