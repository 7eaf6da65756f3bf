using System.Collections.Concurrent;

namespace Praxis.Pose;

/// <summary>Draws pictures of dressed figures whose joints, parts and hidden places are known exactly.</summary>
/// <remarks>
/// A 2.5-D articulated figure: 14 LSP joints from joint angles within human limits, limbs as round tapered segments
/// with depth, so that bodies hide themselves as real ones do; weak perspective; textures, shading, backgrounds,
/// objects, noise and the loss of files. Drawn at twice the size and filtered. A sample is decided to the byte by seed,
/// split and item, whatever came before it and on however many threads.
/// </remarks>
public sealed class FigureRenderer
{
    private readonly FigureOptions _options;
    private readonly ulong _seed;
    private readonly ConcurrentBag<FigureScene> _scenes = [];

    /// <summary>Makes a renderer.</summary>
    /// <param name="options">How figures look; null for the defaults.</param>
    /// <param name="seed">The seed of all samples.</param>
    /// <exception cref="ArgumentException">The size is no multiple of 8 in 32 to 512, or the figures' limits are not
    /// in order.</exception>
    public FigureRenderer(FigureOptions? options = null, ulong seed = 0)
    {
        _options = options ?? new FigureOptions();
        _seed = seed;
        if (_options.Size is < 32 or > 512 || _options.Size % 8 != 0)
        {
            throw new ArgumentException(
                $"size must be a multiple of 8 in [32, 512]; got {_options.Size}", nameof(options));
        }

        if (!(_options.SmallestFigure is > 0 and <= 1 && _options.LargestFigure is > 0 and <= 1
            && _options.SmallestFigure <= _options.LargestFigure))
        {
            throw new ArgumentException(
                $"figures must be from 0 to 1 and in order; got {_options.SmallestFigure} to {_options.LargestFigure}",
                nameof(options));
        }
    }

    /// <summary>Side of the pictures in pixels.</summary>
    public int Size => _options.Size;

    /// <summary>The seed of all samples.</summary>
    public ulong Seed => _seed;

    /// <summary>Draws one sample; safe on several threads.</summary>
    /// <param name="split">The split, whose conditions the sample meets.</param>
    /// <param name="item">Its number, from 0.</param>
    /// <exception cref="InvalidOperationException">No attempt met the conditions, which does not happen with figures
    /// that fit in the picture.</exception>
    public FigureSample Draw(FigureSplit split, int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        if (!Enum.IsDefined(split))
        {
            throw new ArgumentOutOfRangeException(nameof(split), split, "is not a split");
        }

        if (!_scenes.TryTake(out FigureScene? scene))
        {
            scene = new FigureScene(_options);
        }

        try
        {
            for (int attempt = 0; attempt < FigureStreams.MostAttempts; attempt++)
            {
                if (scene.TryDraw(new FigureStreams(_seed, split, item, attempt)) is { } sample)
                {
                    return sample;
                }
            }
        }
        finally
        {
            _scenes.Add(scene);
        }

        throw new InvalidOperationException(
            $"no figure of {FigureStreams.MostAttempts} met the conditions of {split}; use smaller figures");
    }

    /// <summary>Draws samples in order.</summary>
    /// <param name="split">The split.</param>
    /// <param name="count">How many, from item 0.</param>
    /// <param name="threadCount">Threads to use, from 1; the samples are the same.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    public FigureSample[] Draw(
        FigureSplit split, int count, int threadCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        var samples = new FigureSample[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threadCount, CancellationToken = cancellationToken },
            item => samples[item] = Draw(split, item));
        return samples;
    }
}
