namespace Praxis.Pose;

/// <summary>How many figures each split has.</summary>
/// <remarks>Splits draw from streams that never meet (seed, split and item decide all), so a split may be lengthened
/// without a change of its first samples or of any other split.</remarks>
public sealed record FigureSplits
{
    /// <summary>The six splits to be tested on. <see cref="FigureSplit.Fake"/> shares its mechanism with pasting, so
    /// report it apart and leave it out of means.</summary>
    public static IReadOnlyList<FigureSplit> Tests { get; } =
    [
        FigureSplit.Clean,
        FigureSplit.Self,
        FigureSplit.Objects,
        FigureSplit.Person,
        FigureSplit.Symmetric,
        FigureSplit.Fake,
    ];

    /// <summary>Samples to learn from.</summary>
    /// <value>8000: some 20 seconds of drawing.</value>
    public int TrainCount { get; init; } = 8000;

    /// <summary>Samples to choose by.</summary>
    /// <value>1000, as each test.</value>
    public int ValCount { get; init; } = 1000;

    /// <summary>Samples of each of the six tests.</summary>
    /// <value>1000: a difference of 1 point in 14 000 joints is then beyond chance.</value>
    public int TestCount { get; init; } = 1000;

    /// <summary>The number of samples of a split.</summary>
    /// <param name="split">The split.</param>
    public int CountOf(FigureSplit split) => split switch
    {
        FigureSplit.Train => TrainCount,
        FigureSplit.Val => ValCount,
        _ => TestCount,
    };

    /// <summary>Draws a split.</summary>
    /// <param name="renderer">What draws; its seed is the set's.</param>
    /// <param name="split">The split.</param>
    /// <param name="threadCount">Threads to use, from 1; the samples are the same.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    public FigureSet Draw(
        FigureRenderer renderer,
        FigureSplit split,
        int threadCount = 1,
        CancellationToken cancellationToken = default) => new(
            split, renderer.Seed, renderer.Size, renderer.Draw(split, CountOf(split), threadCount, cancellationToken));
}
