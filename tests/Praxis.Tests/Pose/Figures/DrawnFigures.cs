using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

/// <summary>Fifty figures of each split, drawn once for all tests.</summary>
internal static class DrawnFigures
{
    public const int Count = 50;

    private static readonly Lazy<FigureSample[]>[] Splits =
    [
        .. Enum.GetValues<FigureSplit>().Select(
            split => new Lazy<FigureSample[]>(() => new FigureRenderer(seed: 11).Draw(split, Count, 2))),
    ];

    public static IReadOnlyList<FigureSample> Of(FigureSplit split) => Splits[(int)split].Value;

    /// <summary>A set of a few samples of 32 pixels.</summary>
    public static FigureSet SmallSet(FigureSplit split, int count)
    {
        var options = new FigureOptions { Size = 32 };
        return new FigureSplits { TestCount = count, TrainCount = count }
            .Draw(new FigureRenderer(options, ulong.MaxValue), split);
    }
}
