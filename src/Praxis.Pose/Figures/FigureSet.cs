namespace Praxis.Pose;

/// <summary>The samples of one split.</summary>
public sealed class FigureSet
{
    /// <summary>Makes a set.</summary>
    /// <param name="split">The split.</param>
    /// <param name="seed">The seed it was drawn with.</param>
    /// <param name="size">Side of the pictures.</param>
    /// <param name="samples">The samples in order; kept.</param>
    /// <exception cref="ArgumentException">A sample is of another split or size.</exception>
    public FigureSet(FigureSplit split, ulong seed, int size, IReadOnlyList<FigureSample> samples)
    {
        if (samples.Any(sample => sample.Split != split || sample.Image.Width != size || sample.Image.Height != size))
        {
            throw new ArgumentException(
                $"all samples must be of {split}, {size} pixels wide and high", nameof(samples));
        }

        Split = split;
        Seed = seed;
        Size = size;
        Samples = samples;
    }

    /// <summary>The split.</summary>
    public FigureSplit Split { get; }

    /// <summary>The seed it was drawn with.</summary>
    public ulong Seed { get; }

    /// <summary>Side of the pictures in pixels.</summary>
    public int Size { get; }

    /// <summary>The samples in order.</summary>
    public IReadOnlyList<FigureSample> Samples { get; }
}
