using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Bench;

/// <summary>Ways to paste and parts of RANet, with paired seeds: same order of people, same steps, and, where stem and
/// region are the same, same first weights. A fit that is done lies in the folder and is not made again.</summary>
internal static class PoseArms
{
    // A step of a generator takes nearly twice as long as one of a random paste: hence the epochs of "random-longer".
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
        ["pda"] = PastesByJoints,
        ["fps"] = static recipe => recipe with { Stem = StemKind.Pyramid },
        ["fps-control"] = static recipe => recipe with { Stem = StemKind.PlainDeeper },
        ["ere"] = static recipe => recipe with { Region = RegionKind.Gated },
        ["ere-masked"] = static recipe => recipe with { Region = RegionKind.Masked },
        ["ere-guided"] = static recipe => recipe with { Region = RegionKind.Guided },
        ["ere-control"] = static recipe => recipe with { Region = RegionKind.Block },
        ["ere-ungated"] = static recipe => recipe with { Region = RegionKind.Ungated },
        ["visibility"] = static recipe => recipe with { HasVisibility = true },
        ["all"] = static recipe => PastesByJoints(recipe) with
        {
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

    // Ways to join maps are compared where a claim is about them: 26 passes over each person instead of two.
    private static readonly string[] JoiningArms = ["none", "visibility", "all"];

    // As ranet pastes by itself.
    private static PoseRecipe PastesByJoints(PoseRecipe recipe) => recipe with
    {
        Arm = PastingArm.Anchored,
        PartCounts = [0, 1, 2],
        SmallestPart = 0.8,
        LargestPart = 0.8,
    };

    /// <summary>The recipe of an arm.</summary>
    internal static PoseRecipe Recipe(string arm, PoseRecipe basis)
    {
        PoseRecipe recipe = Arms[arm](basis);
        return recipe.Region == RegionKind.Guided && recipe.Stacks == 1
            ? throw new ArgumentException($"{arm}: a network of one stack has no stack before to be guided by")
            : recipe;
    }

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
        PoseData data = new PoseDataReader(input, basis, reading).Read(words[1], needsParts: true);
        var harder = PoseRobustness.Of(data);
        foreach (ulong seed in SeedRange.Parse(words[4]))
        {
            foreach (string arm in arms)
            {
                string path = Path.Combine(folder, $"{arm}-{seed}{PoseArmResult.Suffix}");
                if (!File.Exists(path))
                {
                    PoseArmResult result = Fit(Recipe(arm, basis), data, harder, seed, JoiningArms.Contains(arm));
                    result.Write(path);
                    IEnumerable<string> sets = result.Sets.Select(static set =>
                        FormattableString.Invariant($"{set.Name} {set.Percent:F1}"));
                    Console.WriteLine(FormattableString.Invariant($"{arm}-{seed}: {result.Seconds:F0} s, ")
                        + string.Join(", ", sets));
                }
            }
        }

        return 0;
    }

    /// <summary>Fits one arm, and measures it on all tests and on harder copies of the first.</summary>
    internal static PoseArmResult Fit(
        PoseRecipe recipe, PoseData data, PoseRobustness harder, ulong seed, bool joins)
    {
        var context = new FitContext { Seed = seed, ThreadCount = Environment.ProcessorCount };
        var clock = Stopwatch.StartNew();
        using FittedPose fitted = new PoseEstimator(recipe).Fit(data, context);
        double seconds = clock.Elapsed.TotalSeconds;
        PoseMeasure measure = data.Measure;
        var sets = new List<PoseSetResult>();
        foreach (PoseTestSet test in (IEnumerable<PoseTestSet>)[.. data.Tests, .. harder.Sets])
        {
            bool isJoined = joins && data.Tests.Contains(test);
            foreach ((string name, PoseFusion fusion, double[] scales) in isJoined ? Fusions : Fusions[..1])
            {
                if (fusion == PoseFusion.VisibilityVoting && !recipe.HasVisibility)
                {
                    continue;
                }

                PoseRecipe use = recipe with { Fusion = fusion, Scales = scales };
                using var predictor = new PosePredictor(fitted.Network, use, data.Skeleton);
                PosePair[] pairs = PoseEvaluation.Find(predictor, test.Examples, context);
                var errors = JointErrors.Of(pairs, data.Skeleton, measure.Unit);
                (double[] shares, double[] counts) = measure.ByPerson(errors);
                sets.Add(new PoseSetResult(
                    fusion == PoseFusion.Last ? test.Name : $"{test.Name}/{name}",
                    measure.Scores(errors).Mean,
                    [.. shares.Select(PoseArmResult.Rounded)],
                    counts,
                    PoseArmResult.Rounded(measure.SwappedSides(pairs, data.Skeleton).Rate),
                    PoseArmResult.Rounded(measure.WrongPeople(pairs, data.Skeleton).Rate)));
            }
        }

        return new PoseArmResult(
            seed,
            seconds,
            fitted.WeightCount,
            PoseArmResult.OwnVersion,
            sets,
            fitted.Placements is { } kept ? [.. PlacementSpread.Of(kept.Values, kept.Shape)] : []);
    }
}
