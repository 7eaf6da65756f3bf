using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>What the fits say of one claim of docs/pose-experiment.md.</summary>
/// <param name="Number">Of the claim.</param>
/// <param name="What">The difference, in words of the page.</param>
/// <param name="People">Whom it is asked of.</param>
/// <param name="Seeds">Pairs of fits.</param>
/// <param name="Found">The difference, as shares of joints, and its interval.</param>
/// <param name="Least">What the interval must lie above for the claim to hold.</param>
internal sealed record PoseClaimResult(
    string Number, string What, string People, int Seeds, PairedBootstrap Found, double Least)
{
    /// <summary>Held, not held or undecided; a single seed, which knows no spread between seeds, decides nothing.
    /// </summary>
    internal string Verdict => Seeds < 2 ? "one seed"
        : Found.Low > Least ? "held"
        : Found.High < Least ? "not held"
        : "undecided";
}
