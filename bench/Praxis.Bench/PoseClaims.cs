using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>The claims of docs/pose-experiment.md over the fits of <see cref="PoseArms"/>, each with its difference,
/// the interval over people and seeds, and what it decides.</summary>
internal static class PoseClaims
{
    private const double MostCost = -0.005;

    // The mean of five tests is the headline; fake limbs are made as pasted parts are, and stand apart.
    private static readonly string[] Confusing = ["self", "objects", "person", "symmetric"];
    private static readonly string[] Headline = ["clean", .. Confusing];
    private static readonly string[] Clean = ["clean"];
    private static readonly string[] Photographs = ["test"];

    private static readonly Claim[] Pasting =
    [
        new("1", "random", "none"),
        new("1", "anchored", "none"),
        new("2", "adversarial", "random"),
        new("2b", "adversarial", "random-longer"),
        new("2c", "adversarial", "shuffled"),
        new("2d", "adversarial", "best-of-three"),
        new("3", "random", "patch"),
        new("3", "random", "cutout"),
    ];

    private static readonly Claim[] Regions =
    [
        new("4", "fps", "fps-control"),
        new("4b", "ere", "ere-control"),
        new("4b", "ere", "ere-ungated"),
        new("4c", "all", "all", "voting", "mean-map"),
        new("4c", "all", "all", "visibility-voting", "mean-map"),
        new("4d", "all", "none"),
        new("4d", "all", "none", "voting"),
        new("4d", "all", "none", "voting", "mean-map"),
    ];

    /// <summary>Prints them, and draws them where a file is named.</summary>
    /// <param name="words">FOLDER, of the folders figures and photographs, and an SVG file.</param>
    internal static int Run(string[] words)
    {
        PoseClaimResult[] results = [.. Of(words[0])];
        Console.WriteLine("| claim | difference | people | seeds | points | 95 % interval | |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (PoseClaimResult one in results)
        {
            PairedBootstrap found = one.Found;
            string points = $"{Points(found.Difference)} | {Points(found.Low)} to {Points(found.High)}";
            string what = $"{one.Number} | {one.What} | {one.People} | {one.Seeds}";
            Console.WriteLine($"| {what} | {points} | {one.Verdict} |");
        }

        if (words.Length > 1)
        {
            File.WriteAllText(words[1], PoseForest.Draw(results));
        }

        return 0;
    }

    /// <summary>What the fits of a folder say of the claims that they can be asked of.</summary>
    internal static IEnumerable<PoseClaimResult> Of(string folder)
    {
        IReadOnlyList<PoseFits> figures = PoseFits.ReadAll(Path.Combine(folder, "figures"));
        IReadOnlyList<PoseFits> photographs = PoseFits.ReadAll(Path.Combine(folder, "photographs"));
        var results = new List<PoseClaimResult?>();
        foreach (Claim claim in Pasting.Concat(Regions))
        {
            results.Add(Decide(claim, "figures, five tests", figures, Headline));
            if (claim.Number == "1")
            {
                results.Add(Decide(claim, "figures, four that confuse", figures, Confusing));
                results.Add(Decide(claim with { Number = "1b" }, "figures, clean", figures, Clean, MostCost));
            }
        }

        results.AddRange(Pasting.Select(claim => Decide(claim, "photographs", photographs, Photographs)));
        return results.OfType<PoseClaimResult>();
    }

    // Null where an arm has no fit yet.
    private static PoseClaimResult? Decide(
        Claim claim, string people, IReadOnlyList<PoseFits> fits, IReadOnlyList<string> sets, double least = 0)
    {
        PoseFits? own = fits.FirstOrDefault(one => one.Arm == claim.Own);
        PoseFits? other = fits.FirstOrDefault(one => one.Arm == claim.Other);
        if (own is null || other is null
            || own.Against(other, Read(sets, claim.Joined), Read(sets, claim.OtherJoined)) is not { } difference)
        {
            return null;
        }

        string what = claim.Joined.Length == 0 ? $"`{claim.Own}` − `{claim.Other}`"
            : claim.Own == claim.Other ? $"`{claim.Joined}` − `{claim.OtherJoined}` within `{claim.Own}`"
            : $"`{claim.Own}` by `{claim.Joined}` − `{claim.Other}`"
                + (claim.OtherJoined.Length == 0 ? string.Empty : $" by `{claim.OtherJoined}`");
        return new PoseClaimResult(claim.Number, what, people, own.Of(other).Runs.Count, difference, least);
    }

    private static string[] Read(IEnumerable<string> sets, string joined) =>
        [.. sets.Select(set => joined.Length == 0 ? set : $"{set}/{joined}")];

    private static string Points(double share) => FormattableString.Invariant($"{100 * share:+0.0;-0.0;0.0}");

    // An arm that is said to be better than another one, or a way to join its maps than another way.
    private sealed record Claim(string Number, string Own, string Other, string Joined = "", string OtherJoined = "");
}
