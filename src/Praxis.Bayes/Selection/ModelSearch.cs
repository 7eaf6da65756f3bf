using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Searches from several streams, puts together what they met, and scores the best again more
/// exactly.</summary>
internal sealed class ModelSearch
{
    private const double Window = 15;
    private const int MostRefined = 5000;
    private readonly SelectionDesign _design;
    private readonly Func<MarginalMethod, LaplaceScorer> _makeScorer;
    private readonly IModelPrior _prior;
    private readonly FitContext _context;

    /// <summary>Makes it.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="makeScorer">Makes a scorer.</param>
    /// <param name="prior">Over models.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    internal ModelSearch(
        SelectionDesign design,
        Func<MarginalMethod, LaplaceScorer> makeScorer,
        IModelPrior prior,
        FitContext context)
    {
        _design = design;
        _makeScorer = makeScorer;
        _prior = prior;
        _context = context;
    }

    /// <summary>Searches and refines.</summary>
    /// <param name="plan">How each search goes.</param>
    /// <param name="restarts">Searches.</param>
    /// <param name="method">How the best models are scored in the end.</param>
    /// <param name="stream">Number of the first random stream.</param>
    internal SearchOutcome Run(SearchPlan plan, int restarts, MarginalMethod method, ulong stream)
    {
        var searches = new NeighbourhoodSearch[restarts];
        int inner = Math.Max(1, _context.ThreadCount / restarts);
        int outer = Math.Min(_context.ThreadCount, restarts);
        int done = 0;
        var telling = new Lock();
        long started = _context.Clock.GetTimestamp();
        bool isCut = false;
        RunAll(outer, restarts, restart =>
        {
            var search = new NeighbourhoodSearch(
                _design,
                () => _makeScorer(MarginalMethod.BestMode),
                _prior,
                plan,
                new RandomStream(_context.Seed, stream + (ulong)restart));
            search.Run(inner, () =>
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                bool isOver = _context.TimeLimit is { } limit && _context.Clock.GetElapsedTime(started) >= limit;
                if (isOver)
                {
                    isCut = true;
                }

                return !isOver;
            });
            searches[restart] = search;

            // Whoever listens hears one at a time, in the order of the numbers.
            lock (telling)
            {
                done++;
                _context.Report(new NoticeEvent($"search {done} of {restarts} is over", IsWarning: false));
            }
        });
        if (isCut)
        {
            _context.Report(new NoticeEvent(
                "searches were ended by the time limit with what they had met; repeated, they may end elsewhere",
                IsWarning: true));
        }

        var all = new Dictionary<ModelKey, ScoredModel>();
        foreach (ScoredModel model in searches.SelectMany(static search => search.Models))
        {
            all.TryAdd(model.Key, model);
        }

        ModelWeights weights = Refined(all.Values, method);
        ModelWeights[] ofSearches =
        [
            .. searches.Select(search =>
            {
                var met = search.Models.Select(static model => model.Key).ToHashSet();
                return ModelWeights.Of(weights.Models.Where(model => met.Contains(model.Key)));
            }),
        ];
        return new SearchOutcome(
            weights,
            [.. ofSearches.Select(one => one.Inclusion(_design.Units.Length))],
            all.Count,
            [.. searches.Select(static search => search.Moves)])
        {
            Bests = [.. ofSearches.Select(one => (one.Models.Count > 0 ? one : weights).Models[0].Key)],
        };
    }

    /// <summary>How many models there are of at most so many units; the greatest number where they are more than can be
    /// counted.</summary>
    internal static long CountOf(int unitCount, int greatestSize)
    {
        double total = 0;
        double ways = 1;
        for (int size = 0; size <= greatestSize; size++)
        {
            total += ways;
            ways *= (unitCount - size) / (size + 1.0);
        }

        return total < 1e15 ? (long)Math.Round(total) : long.MaxValue;
    }

    /// <summary>Every model of at most so many units.</summary>
    /// <param name="method">How models are scored.</param>
    internal SearchOutcome Enumerate(MarginalMethod method)
    {
        int count = _design.Units.Length;
        ModelKey[] keys =
        [
            .. Enumerable.Range(0, 1 << count)
                .Where(model => System.Numerics.BitOperations.PopCount((uint)model) <= _prior.GreatestSize)
                .Select(model => ModelKey.Of(Enumerable.Range(0, count).Where(unit => ((model >> unit) & 1) != 0))),
        ];
        ScoredModel[] models = ScoreAll(keys, method, null);
        return new SearchOutcome(ModelWeights.Of(models), [], models.Length, []);
    }

    private ModelWeights Refined(IEnumerable<ScoredModel> models, MarginalMethod method)
    {
        var rough = ModelWeights.Of(models);
        if (rough.Models.Count == 0)
        {
            throw new TrainingDivergedException("no model has a finite score; rescale the columns");
        }

        double least = rough.Models[0].LogPosterior - Window;
        ScoredModel[] best =
            [.. rough.Models.TakeWhile(model => model.LogPosterior >= least).Take(MostRefined)];
        return method == MarginalMethod.BestMode
            ? ModelWeights.Of(best)
            : ModelWeights.Of(ScoreAll([.. best.Select(static model => model.Key)], method, best));
    }

    private ScoredModel[] ScoreAll(ModelKey[] keys, MarginalMethod method, ScoredModel[]? known)
    {
        var models = new ScoredModel[keys.Length];
        int pieces = Math.Max(1, Math.Min(_context.ThreadCount, keys.Length));
        RunAll(pieces, pieces, piece =>
        {
            LaplaceScorer scorer = _makeScorer(method);
            for (int i = piece; i < keys.Length; i += pieces)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                ScoredModel scored = scorer.Score(keys[i], known?[i]);
                models[i] = scored with { LogPosterior = scored.LogMarginal + _prior.LogPrior(keys[i]) };
            }
        });
        return models;
    }

    /// <summary>Does so many things on so many threads; cancellation comes out as itself.</summary>
    internal static void RunAll(int threadCount, int count, Action<int> work)
    {
        if (threadCount <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                work(i);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, work);
        }
        catch (AggregateException exception) when (exception.InnerException is OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(cancelled.Message, exception, cancelled.CancellationToken);
        }
    }
}

/// <summary>What searches met.</summary>
/// <param name="Weights">The best models.</param>
/// <param name="Inclusions">Inclusion of each unit by what each search met alone: [searches][units]; none where all
/// models were scored.</param>
/// <param name="ModelCount">Models scored.</param>
/// <param name="Moves">Moves of each search.</param>
internal sealed record SearchOutcome(
    ModelWeights Weights, double[][] Inclusions, int ModelCount, IReadOnlyList<int> Moves)
{
    /// <summary>The best model that each search met.</summary>
    internal IReadOnlyList<ModelKey> Bests { get; init; } = [];
}
