namespace Praxis.Bayes;

/// <summary>How long chains run, in sweeps, and in which pieces.</summary>
internal sealed record ChainPlan
{
    private const int Batches = 50;
    private const int KeptDrawsWanted = 1000;
    private const long ProposalsPerRound = 2_000_000;

    private ChainPlan()
    {
    }

    /// <summary>Independent chains.</summary>
    internal required int ChainCount { get; init; }

    /// <summary>Sweeps between two kept draws.</summary>
    internal required int Thin { get; init; }

    /// <summary>Sweeps of warm-up, a multiple of <see cref="Thin"/>.</summary>
    internal required int WarmUp { get; init; }

    /// <summary>Batches of draws, an even number, for Monte Carlo errors.</summary>
    internal int BatchCount { get; } = Batches;

    /// <summary>Sweeps of a batch, a multiple of <see cref="Thin"/>.</summary>
    internal required int BatchSweeps { get; init; }

    /// <summary>Sweeps after warm-up.</summary>
    internal int Draws => BatchCount * BatchSweeps;

    /// <summary>The most sweeps between two looks at clock and cancellation, a multiple of
    /// <see cref="Thin"/>.</summary>
    internal required int RoundSweeps { get; init; }

    /// <summary>Plans; numbers of sweeps are rounded up to whole pieces.</summary>
    /// <param name="chainCount">Chains.</param>
    /// <param name="warmUp">Sweeps of warm-up.</param>
    /// <param name="draws">Sweeps after it.</param>
    /// <param name="thin">Sweeps between two kept draws; 0 for as many as keep 1000 draws a chain.</param>
    /// <param name="proposalsPerSweep">Proposals of a sweep.</param>
    /// <exception cref="Core.InputException">A batch is shorter than <paramref name="thin"/>.</exception>
    internal static ChainPlan Of(int chainCount, int warmUp, int draws, int thin, long proposalsPerSweep)
    {
        int longest = Math.Max(1, draws / Batches);
        if (thin > longest)
        {
            throw new Core.InputException(
                $"--thin {thin} is more than {longest}, the sweeps of a batch ({Batches} batches of --draws {draws}); "
                + "lower it or raise --draws");
        }

        int step = thin > 0 ? thin : Math.Max(1, draws / KeptDrawsWanted);
        int batch = RoundUp((int)Math.Ceiling(draws / (double)Batches), step);
        long round = ProposalsPerRound / Math.Max(1, proposalsPerSweep);
        return new ChainPlan
        {
            ChainCount = chainCount,
            Thin = step,
            WarmUp = RoundUp(warmUp, step),
            BatchSweeps = batch,
            RoundSweeps = Math.Max(step, (int)Math.Min(round, int.MaxValue / 2) / step * step),
        };
    }

    private static int RoundUp(int count, int step) => (count + step - 1) / step * step;
}
