using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Bench;

/// <summary>Ways to paste and parts of RANet, with paired seeds: same first weights, same order of people, same steps.
/// A fit that is done lies in the folder as JSON and is not made again.</summary>
internal static class PoseArms
{
    // Seconds of a step of a generator over those of a random paste decide how long "random-longer" learns.
    private static readonly Dictionary<string, Func<PoseRecipe, PoseRecipe>> Arms = new()
    {
        ["none"] = static recipe => recipe,
        ["cutout"] = static recipe => recipe with { Arm = PastingArm.Cutout },
        ["patch"] = static recipe => recipe with { Arm = PastingArm.Patch },
        ["anchored"] = static recipe => recipe with { Arm = PastingArm.Anchored },
        ["random"] = static recipe => recipe with { Arm = PastingArm.Random },
        ["adversarial"] = static recipe => recipe with { Arm = PastingArm.Adversarial },
        ["shuffled"] = static recipe => recipe with { Arm = PastingArm.Shuffled },
        ["best-of-three"] = static recipe => recipe with { Arm = PastingArm.BestOfThree },
        ["random-longer"] = static recipe => recipe with { Arm = PastingArm.Random, Epochs = recipe.Epochs * 2 },
        ["pda"] = static recipe => recipe with { Arm = PastingArm.Anchored, PartCounts = [0, 1, 2] },
        ["fps"] = static recipe => recipe with { Stem = StemKind.Pyramid },
        ["fps-control"] = static recipe => recipe with { Stem = StemKind.PlainDeeper },
        ["ere"] = static recipe => recipe with { Region = RegionKind.Gated },
        ["ere-masked"] = static recipe => recipe with { Region = RegionKind.Masked },
        ["ere-guided"] = static recipe => recipe with { Region = RegionKind.Guided },
        ["ere-control"] = static recipe => recipe with { Region = RegionKind.Block },
        ["ere-ungated"] = static recipe => recipe with { Region = RegionKind.Ungated },
        ["visibility"] = static recipe => recipe with { HasVisibility = true },
        ["all"] = static recipe => recipe with
        {
            Arm = PastingArm.Anchored,
            PartCounts = [0, 1, 2],
            Stem = StemKind.Pyramid,
            Region = RegionKind.Gated,
            HasVisibility = true,
        },
    };

    private static readonly (string Name, PoseFusion Fusion, double[] Scales)[] Fusions =
    [
        ("last", PoseFusion.Last, [1]),
        ("mean-map", PoseFusion.MeanMap, [0.85, 1, 1.15]),
        ("median", PoseFusion.Median, [0.85, 1, 1.15]),
        ("voting", PoseFusion.Voting, [0.85, 1, 1.15]),
        ("visibility-voting", PoseFusion.VisibilityVoting, [0.85, 1, 1.15]),
    ];

    /// <summary>Fits.</summary>
    /// <param name="words">FOLDER DATA PRESET EPOCHS SEEDS [ARM...]; input options of DATA lie beside it as
    /// NAME.options.json.</param>
    internal static int Run(string[] words)
    {
        string folder = words[0];
        Directory.CreateDirectory(folder);
        PoseRecipe basis = PoseRecipe.Of(Enum.Parse<PosePreset>(words[2], ignoreCase: true)) with
        {
            Epochs = int.Parse(words[3], CultureInfo.InvariantCulture),
        };
        string[] arms = words.Length > 5 ? words[5..] : [.. Arms.Keys];
        var reading = new FitContext { Seed = 0, ThreadCount = Environment.ProcessorCount };
        string optionsPath = words[1] + ".options.json";
        PoseInputOptions input = File.Exists(optionsPath)
            ? JsonSerializer.Deserialize<PoseInputOptions>(File.ReadAllText(optionsPath), PraxisJson.Indented)!
            : new PoseInputOptions();
        PoseData data = new PoseDataReader(input, basis, reading).Read(words[1], needsParts: true, testsOnly: false);
        foreach (ulong seed in Seeds(words[4]))
        {
            foreach (string arm in arms)
            {
                string path = Path.Combine(folder, $"{arm}-{seed}.json");
                if (!File.Exists(path))
                {
                    Result result = Fit(Arms[arm](basis), data, seed);
                    AtomicFile.WriteText(path, JsonSerializer.Serialize(result, PraxisJson.Line));
                    IEnumerable<string> sets = result.Sets.Select(static set =>
                        FormattableString.Invariant($"{set.Name} {set.Percent:F1}"));
                    Console.WriteLine(FormattableString.Invariant($"{arm}-{seed}: {result.Seconds:F0} s, ")
                        + string.Join(", ", sets));
                }
            }
        }

        return 0;
    }

    /// <summary>Prints means over seeds and paired differences to an arm.</summary>
    internal static int Table(string folder, string against)
    {
        Result[][] runs = [.. ReadAll(folder)];
        Result[] basis = runs.First(group => group[0].Arm == against);
        string[] sets = [.. basis[0].Sets.Select(static set => set.Name)];
        Console.WriteLine($"| arm | seeds | weights | minutes | {string.Join(" | ", sets)} |");
        Console.WriteLine("|---|---|---|---|" + string.Concat(sets.Select(static _ => "---|")));
        foreach (Result[] group in runs)
        {
            ulong[] seeds = [.. group.Select(static one => one.Seed)];
            Result[] paired = [.. basis.Where(one => seeds.Contains(one.Seed))];
            Result[] own = [.. group.Where(one => paired.Any(other => other.Seed == one.Seed))];
            IEnumerable<string> cells = sets.Select((_, i) => Cell(own, paired, i, group[0].Arm == against));
            double minutes = group.Average(static one => one.Seconds) / 60;
            Console.WriteLine(
                FormattableString.Invariant($"| {group[0].Arm} | {own.Length} | {group[0].Weights} | {minutes:F1} | ")
                + string.Join(" | ", cells) + " |");
        }

        return 0;
    }

    private static IEnumerable<Result[]> ReadAll(string folder) => Directory.GetFiles(folder, "*.json")
        .Order(StringComparer.Ordinal)
        .Select(path => JsonSerializer.Deserialize<Result>(File.ReadAllText(path), PraxisJson.Line)! with
        {
            Arm = Path.GetFileNameWithoutExtension(path)[..Path.GetFileNameWithoutExtension(path).LastIndexOf('-')],
        })
        .GroupBy(static one => one.Arm)
        .Select(static group => group.OrderBy(static one => one.Seed).ToArray());

    private static string Cell(Result[] own, Result[] paired, int set, bool isBasis)
    {
        double mean = own.Average(one => one.Sets[set].Percent);
        if (isBasis || own.Length == 0)
        {
            return FormattableString.Invariant($"{mean:F1}");
        }

        var difference = PairedBootstrap.Of(
            [.. paired.Select(one => one.Sets[set].Shares)],
            [.. own.Select(one => one.Sets[set].Shares)],
            own[0].Sets[set].Counts);
        string interval = FormattableString.Invariant($"{100 * difference.Low:F1} to {100 * difference.High:F1}");
        return FormattableString.Invariant($"{mean:F1} ({100 * difference.Difference:+0.0;-0.0}: {interval})");
    }

    private static Result Fit(PoseRecipe recipe, PoseData data, ulong seed)
    {
        var context = new FitContext { Seed = seed, ThreadCount = Environment.ProcessorCount };
        var clock = Stopwatch.StartNew();
        using FittedPose fitted = new PoseEstimator(recipe).Fit(data, context);
        double seconds = clock.Elapsed.TotalSeconds;
        PoseUnit unit = data.Unit;
        double threshold = PoseData.ThresholdOf(unit);
        var sets = new List<SetResult>();
        foreach (PoseTestSet test in data.Tests)
        {
            foreach ((string name, PoseFusion fusion, double[] scales) in Fusions)
            {
                if (fusion == PoseFusion.VisibilityVoting && !recipe.HasVisibility)
                {
                    continue;
                }

                PoseRecipe use = recipe with { Fusion = fusion, Scales = scales };
                using var predictor = new PosePredictor(fitted.Network, use, data.Skeleton);
                PosePair[] pairs = PoseEvaluation.Find(predictor, test.Examples, context);
                var errors = JointErrors.Of(pairs, data.Skeleton, unit);
                (double[] shares, double[] weights) = PoseReport.Shares(errors, threshold);
                sets.Add(new SetResult(
                    fusion == PoseFusion.Last ? test.Name : $"{test.Name}/{name}",
                    PckScores.Of(errors, threshold, []).Mean,
                    shares,
                    weights,
                    ConfusionRate.OfSides(pairs, data.Skeleton, unit, threshold).Rate,
                    ConfusionRate.OfPeople(pairs, data.Skeleton, unit, threshold).Rate));
            }
        }

        return new Result(seed, seconds, fitted.WeightCount, sets);
    }

    private static IEnumerable<ulong> Seeds(string text)
    {
        string[] ends = text.Split('-');
        ulong first = ulong.Parse(ends[0], CultureInfo.InvariantCulture);
        ulong last = ulong.Parse(ends[^1], CultureInfo.InvariantCulture);
        for (ulong seed = first; seed <= last; seed++)
        {
            yield return seed;
        }
    }

    private sealed record Result(ulong Seed, double Seconds, long Weights, IReadOnlyList<SetResult> Sets)
    {
        public string Arm { get; init; } = string.Empty;
    }

    private sealed record SetResult(
        string Name,
        double Percent,
        IReadOnlyList<double> Shares,
        IReadOnlyList<double> Counts,
        double SwappedSides,
        double WrongPerson);
}
