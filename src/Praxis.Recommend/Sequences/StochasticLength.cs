using Praxis.Numerics;

namespace Praxis.Recommend;

// n tokens of a history, N of the longest, L threshold, α exponent, f age.

/// <summary>Stochastic Length: in most passes of training a long history is seen as a subsequence of L of its
/// tokens.</summary>
/// <remarks>
/// Zhai et al. (2024), equation 4: L = ⌊N^(α/2)⌋; a history of n ≤ L tokens is kept, a longer one is kept with
/// probability N^α / n² and else cut to exactly L tokens, so attention costs at most 2 N^α in the mean however long it
/// is. Appendix F.1 has the three selections. Kept tokens stay in order and keep their times. As the subsequence
/// stands for the user's history, each kept token foretells what is kept next, at that one's time; the event (or
/// basket) behind the window is no token and always foretold. Each user and epoch has a stream of its own.
/// </remarks>
internal sealed class StochasticLength
{
    private readonly SubsequenceSelection _selection;
    private readonly double _longestToAlpha;
    private readonly ulong _seed;

    /// <summary>Makes the rule.</summary>
    /// <param name="alpha">α in (1, 2].</param>
    /// <param name="selection">Which tokens are kept.</param>
    /// <param name="longest">N, tokens of the longest history.</param>
    /// <param name="seed">The seed of its draws.</param>
    internal StochasticLength(double alpha, SubsequenceSelection selection, int longest, ulong seed)
    {
        _selection = selection;
        _longestToAlpha = Math.Pow(longest, alpha);
        _seed = seed;

        // The power of a whole result, as in 1024^0.7 = 128, may come out one rounding below it.
        Threshold = (int)(Math.Pow(longest, alpha / 2) * (1 + 1e-12));
    }

    /// <summary>L: histories of at most so many tokens are never shortened.</summary>
    internal int Threshold { get; }

    /// <summary>How likely a history of n tokens is kept whole in a pass.</summary>
    internal double ProbabilityOfAll(int length) =>
        length <= Threshold ? 1 : Math.Min(1, _longestToAlpha / ((double)length * length));

    /// <summary>Mean tokens that a pass sees of a history of n tokens.</summary>
    internal double MeanLength(int length)
    {
        double all = ProbabilityOfAll(length);
        return (all * length) + ((1 - all) * Threshold);
    }

    /// <summary>What the rule does to a log, in one sentence.</summary>
    internal string Describe(TrainingWindows windows)
    {
        int longer = 0;
        double before = 0;
        double after = 0;
        foreach (int user in windows.Users)
        {
            int length = windows.Of(user).TokenCount;
            longer += length > Threshold ? 1 : 0;
            before += length;
            after += MeanLength(length);
        }

        int users = windows.Users.Length;
        return $"stochastic length: most passes see {Threshold} events of a longer history ({longer} of {users} users "
            + $"have one), in the mean {after / users:F0} events a user instead of {before / users:F0}";
    }

    /// <summary>A user's window as an epoch sees it.</summary>
    /// <param name="window">The whole window.</param>
    /// <param name="index">A number that no other user and epoch has.</param>
    internal TrainingWindow Shorten(TrainingWindow window, ulong index)
    {
        int length = window.TokenCount;
        if (length <= Threshold)
        {
            return window;
        }

        var random = new RandomStream(_seed, RandomPurpose.Subsequences.Stream(index));
        return random.NextDouble() < ProbabilityOfAll(length)
            ? window
            : window.Keep(Places(window.Times.Span[..length], random));
    }

    private int[] Places(ReadOnlySpan<long> times, RandomStream random)
    {
        int length = times.Length;
        if (_selection == SubsequenceSelection.Greedy)
        {
            return [.. Enumerable.Range(length - Threshold, Threshold)];
        }

        // The largest log weight + Gumbel noise are a sample without replacement.
        double ageSum = _selection == SubsequenceSelection.FeatureWeighted ? AgeSum(times) : 0;
        var keys = new double[length];
        var places = new int[length];
        for (int i = 0; i < length; i++)
        {
            double weight = ageSum == 0 ? 1 : 1 - ((times[^1] - times[i]) / ageSum);
            keys[i] = Math.Log(-Math.Log(random.NextDouble())) - Math.Log(weight);
            places[i] = i;
        }

        Array.Sort(keys, places);
        int[] kept = places[..Threshold];
        Array.Sort(kept);
        return kept;
    }

    private static double AgeSum(ReadOnlySpan<long> times)
    {
        double sum = 0;
        foreach (long time in times)
        {
            sum += times[^1] - time;
        }

        return sum;
    }
}
