using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Options of the plain stacked hourglass.</summary>
public sealed record HourglassOptions : IJointlyChecked
{
    /// <summary>Sizes and training: tiny, small, base, or paper, which takes days on a CPU.</summary>
    public PosePreset Preset { get; init; } = PosePreset.Tiny;

    /// <summary>Epochs; 0 for those of the preset (20, 40, 60; paper: 250).</summary>
    [Range(0, 100_000)]
    public int Epochs { get; init; }

    /// <summary>People of a step; 0 for 16.</summary>
    [Range(0, 4096)]
    public int BatchSize { get; init; }

    /// <summary>Step length of Adam, which falls along half a cosine to a twentieth; 0 for 0.001.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; }

    /// <summary>Stacks; 0 for those of the preset (1, 2, 2; paper: 8).</summary>
    [Range(0, 16)]
    public int Stacks { get; init; }

    /// <summary>Channels, a multiple of 8; 0 for those of the preset (64, 64, 128; paper: 256).</summary>
    [Range(0, 1024)]
    public int Channels { get; init; }

    /// <summary>How a place is read from a heat map: argmax, quarter, dark or soft-argmax.</summary>
    public HeatmapDecoding Decoding { get; init; } = HeatmapDecoding.Dark;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (Channels % 8 != 0)
        {
            throw new InputException($"--channels must be a multiple of 8; got {Channels}");
        }
    }

    internal PoseRecipe Recipe() => PoseRecipe.Of(Preset).With(Epochs, BatchSize, LearningRate, Stacks, Channels) with
    {
        Decoding = Decoding,
    };
}
