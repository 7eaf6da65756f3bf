using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Draws the users of each epoch: one of n tokens with probability min(1, c / n), who is then learnt from at
/// all n places.</summary>
/// <remarks>
/// Zhai et al. (2024), section 2.3: with a sequence pass per user at rate s_u(n) = 1 / n, which is c = 1, the cost of
/// training falls by the length of the histories. n is what of the user can be learnt from, at most max-length. Each
/// epoch has a stream of its own, so what it draws does not depend on what was done before.
/// </remarks>
internal sealed class UserSampling
{
    private readonly double _tokens;
    private readonly ulong _seed;

    /// <summary>Makes the rule.</summary>
    /// <param name="tokens">c, the most tokens that a user gives an epoch in the mean; above 0.</param>
    /// <param name="seed">The seed of its draws.</param>
    internal UserSampling(double tokens, ulong seed)
    {
        _tokens = tokens;
        _seed = seed;
    }

    /// <summary>How likely a user of n tokens is in an epoch.</summary>
    internal double Probability(int length) => Math.Min(1, _tokens / length);

    /// <summary>The users of an epoch, ascending; at least one.</summary>
    internal int[] Draw(TrainingWindows windows, int epoch)
    {
        var random = new RandomStream(_seed, RandomPurpose.Users.Stream((ulong)epoch));
        var drawn = new List<int>();
        int nearest = 0;
        double least = double.PositiveInfinity;
        foreach (int user in windows.Users)
        {
            double share = random.NextDouble() / Probability(windows.Of(user).TokenCount);
            if (share < 1)
            {
                drawn.Add(user);
            }

            // An epoch has at least one step: where nobody is drawn, who was nearest to it.
            (nearest, least) = share < least ? (user, share) : (nearest, least);
        }

        return drawn.Count > 0 ? [.. drawn] : [nearest];
    }

    /// <summary>What the rule does to a log, in one sentence.</summary>
    internal string Describe(TrainingWindows windows)
    {
        double users = 0;
        double before = 0;
        double after = 0;
        foreach (int user in windows.Users)
        {
            int length = windows.Of(user).TokenCount;
            users += Probability(length);
            before += length;
            after += length * Probability(length);
        }

        return $"user sampling: an epoch sees in the mean {users:F0} of {windows.Users.Length} users, {after:F0} of "
            + $"{before:F0} events";
    }
}
