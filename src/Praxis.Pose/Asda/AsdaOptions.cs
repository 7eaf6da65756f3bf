using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Options of adversarial semantic data augmentation.</summary>
public sealed record AsdaOptions : IJointlyChecked
{
    /// <summary>Sizes and training: tiny, small, base, or paper, which takes days on a CPU.</summary>
    public PosePreset Preset { get; init; } = PosePreset.Tiny;

    /// <summary>What is pasted, and where: adversarial (a generator's choice), or a control: none, cutout, patch,
    /// anchored, random, shuffled, best-of-three.</summary>
    public PastingArm Pasting { get; init; } = PastingArm.Adversarial;

    /// <summary>Parts pasted on a picture: numbers of which one is drawn for each, as 1 or 0,2,4.</summary>
    public string Parts { get; init; } = "1";

    /// <summary>Least factor of a part's size.</summary>
    [Range(0.1, 10)]
    public double SmallestPart { get; init; } = 0.7;

    /// <summary>Greatest factor of a part's size.</summary>
    [Range(0.1, 10)]
    public double LargestPart { get; init; } = 1.3;

    /// <summary>Network of the generator: auto, small (51 thousand weights) or resnet18 (11 million; auto with the
    /// paper preset).</summary>
    public GeneratorSize Generator { get; init; } = GeneratorSize.Auto;

    /// <summary>Step length of the generator's Adam.</summary>
    [Range(1e-8, 1)]
    public double GeneratorRate { get; init; } = 1e-3;

    /// <summary>Epochs; 0 for those of the preset (20, 40, 60; paper: 250).</summary>
    [Range(0, 100_000)]
    public int Epochs { get; init; }

    /// <summary>People of a step; 0 for 16.</summary>
    [Range(0, 4096)]
    public int BatchSize { get; init; }

    /// <summary>Step length of the pose network's Adam, which falls along half a cosine to a twentieth; 0 for
    /// 0.001.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; }

    /// <summary>How a place is read from a heat map: argmax, quarter, dark or soft-argmax.</summary>
    public HeatmapDecoding Decoding { get; init; } = HeatmapDecoding.Dark;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (SmallestPart > LargestPart)
        {
            throw new InputException(
                $"--smallest-part is {SmallestPart}, above --largest-part of {LargestPart}; exchange them");
        }

        _ = NumberList.Of("--parts", Parts, 0, 16);
    }

    /// <summary>Options that change nothing beside the others, and what they are of use to.</summary>
    internal IEnumerable<(string Flag, string Use)> Idle()
    {
        const string pasting = "another --pasting than none";
        const string generators = "--pasting adversarial and shuffled";
        return
        [
            .. Pasting == PastingArm.None
                ? ((string, string)[])[("parts", pasting), ("smallest-part", pasting), ("largest-part", pasting)]
                : [],
            .. Pasting is PastingArm.Adversarial or PastingArm.Shuffled
                ? ((string, string)[])[]
                : [("generator", generators), ("generator-rate", generators)],
        ];
    }

    internal PoseRecipe Recipe() => PoseRecipe.Of(Preset).With(Epochs, BatchSize, LearningRate, 0, 0) with
    {
        Arm = Pasting,
        PartCounts = NumberList.Of("--parts", Parts, 0, 16),
        SmallestPart = SmallestPart,
        LargestPart = LargestPart,
        HasSmallGenerator = Generator == GeneratorSize.Small
            || (Generator == GeneratorSize.Auto && Preset != PosePreset.Paper),
        GeneratorRate = GeneratorRate,
        Decoding = Decoding,
    };
}

/// <summary>Network of a generator of placements.</summary>
public enum GeneratorSize
{
    /// <summary>Small, and ResNet-18 with the paper preset.</summary>
    Auto,

    /// <summary>Three convolutions.</summary>
    Small,

    /// <summary>ResNet-18, from first weights: none of another training can be had.</summary>
    Resnet18,
}
