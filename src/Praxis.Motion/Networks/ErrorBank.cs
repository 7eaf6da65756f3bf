using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>What coarse predictors foretold for every training window, and so how they err.</summary>
/// <remarks>Kept for both directions of time where training turns it; a mirrored window takes the mirrored estimate.
/// Source: docs/methods/arnet.md.</remarks>
internal sealed unsafe class ErrorBank
{
    private readonly TrainingWindows _windows;
    private readonly WindowGeometry _geometry;
    private readonly float[][] _estimates;

    private ErrorBank(TrainingWindows windows, WindowGeometry geometry, float[][] estimates, float[] deviations)
    {
        _windows = windows;
        _geometry = geometry;
        _estimates = estimates;
        NodeDeviations = deviations;
    }

    /// <summary>Root mean square error of each node: [nodes].</summary>
    internal float[] NodeDeviations { get; }

    /// <summary>Lets a predictor foretell every window.</summary>
    /// <param name="networkOf">The coarse predictor of each clip, the same for all or one that has not seen it.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="geometry">Their frames.</param>
    /// <param name="training">Batches, threads and turns.</param>
    /// <param name="context">Cancellation.</param>
    internal static ErrorBank Of(
        Func<int, GraphNetwork> networkOf,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        Core.FitContext context)
    {
        int directions = training.ReversedShare > 0 ? 2 : 1;
        int nodes = windows.NodeCount;
        int size = geometry.Future * nodes;
        if ((long)windows.Count * size > Array.MaxLength)
        {
            throw new Core.InputException(
                $"--data gives {windows.Count} windows, and at most {Array.MaxLength / size} of them fit into the "
                + "bank of errors; raise --stride");
        }

        float[][] estimates =
            [.. Enumerable.Range(0, directions).Select(_ => new float[(long)windows.Count * size])];
        var squares = new double[nodes];
        foreach (IGrouping<GraphNetwork, int> group in Enumerable.Range(0, windows.Count)
            .GroupBy(window => networkOf(windows.ClipOf(window))))
        {
            int[] numbers = [.. group];
            group.Key.Pack();
            using var cascade = new MotionCascade([group.Key], geometry);
            int pieces = training.ThreadCount;
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = pieces,
                CancellationToken = context.Cancellation,
            };
            Parallel.For(0, pieces, parallel, piece =>
            {
                using CascadeScratch scratch = cascade.NewScratch();
                var window = new float[geometry.Length * nodes];
                for (int i = piece; i < numbers.Length; i += pieces)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    for (int direction = 0; direction < directions; direction++)
                    {
                        windows.Read(numbers[i], direction > 0, window);
                        cascade.Predict(
                            window.AsSpan(0, geometry.Observed * nodes),
                            estimates[direction].AsSpan(numbers[i] * size, size),
                            scratch);
                    }
                }
            });
        }

        var truth = new float[geometry.Length * nodes];
        for (int window = 0; window < windows.Count; window++)
        {
            windows.Read(window, isReversed: false, truth);
            for (int i = 0; i < size; i++)
            {
                double rest = estimates[0][(window * (long)size) + i] - truth[(geometry.Observed * nodes) + i];
                squares[i % nodes] += rest * rest;
            }
        }

        double count = Math.Max(1.0, windows.Count * (double)geometry.Future);
        return new ErrorBank(
            windows, geometry, estimates, [.. squares.Select(sum => (float)Math.Sqrt(sum / count))]);
    }

    /// <summary>Writes what was foretold of a window as a column of a shard's frames, behind the observed
    /// ones.</summary>
    /// <param name="view">Which window, and how it is turned.</param>
    /// <param name="target">[nodes, samples, padded length].</param>
    /// <param name="sample">The sample in the shard.</param>
    /// <param name="samples">Samples of the shard.</param>
    internal void WriteEstimate(WindowView view, float* target, int sample, int samples)
    {
        int nodes = _windows.NodeCount;
        ReadOnlySpan<float> source = EstimateOf(view);
        for (int node = 0; node < nodes; node++)
        {
            (int from, float sign) = view.IsMirrored ? _windows.Mirror![node] : (node, 1f);
            float* line = target + ((((long)node * samples) + sample) * _geometry.PaddedLength) + _geometry.Observed;
            for (int frame = 0; frame < _geometry.Future; frame++)
            {
                line[frame] = sign * source[(frame * nodes) + from];
            }
        }
    }

    /// <summary>Writes the error of a window as a column of a shard's frames, zero in the observed ones.</summary>
    /// <param name="view">Which window, and how it is turned.</param>
    /// <param name="target">[nodes, samples, padded length].</param>
    /// <param name="sample">The sample in the shard.</param>
    /// <param name="samples">Samples of the shard.</param>
    internal void WriteError(WindowView view, float* target, int sample, int samples)
    {
        _windows.Write(view, target, sample, samples, _geometry.PaddedLength);
        int nodes = _windows.NodeCount;
        ReadOnlySpan<float> source = EstimateOf(view);
        for (int node = 0; node < nodes; node++)
        {
            (int from, float sign) = view.IsMirrored ? _windows.Mirror![node] : (node, 1f);
            float* line = target + ((((long)node * samples) + sample) * _geometry.PaddedLength);
            new Span<float>(line, _geometry.Observed).Clear();
            line += _geometry.Observed;
            for (int frame = 0; frame < _geometry.Future; frame++)
            {
                line[frame] = (sign * source[(frame * nodes) + from]) - line[frame];
            }
        }
    }

    /// <summary>Draws a window of another clip; any window where there is one clip.</summary>
    internal int DrawOther(int window, RandomStream random)
    {
        const int MostTries = 64;
        int other = random.NextInt(_windows.Count);
        for (int i = 0; i < MostTries && _windows.ClipOf(other) == _windows.ClipOf(window); i++)
        {
            other = random.NextInt(_windows.Count);
        }

        return other;
    }

    private ReadOnlySpan<float> EstimateOf(WindowView view)
    {
        int size = _geometry.Future * _windows.NodeCount;
        return _estimates[view.IsReversed ? 1 : 0].AsSpan(view.Window * size, size);
    }
}
