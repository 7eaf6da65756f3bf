using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>Where the errors that refinement is shown come from.</summary>
internal sealed unsafe class RefinementErrors
{
    private readonly WindowGeometry _geometry;
    private readonly double[] _spread;
    private readonly DiscreteCosine _cosine;
    private readonly int _nodes;

    /// <summary>Puts the sources together.</summary>
    /// <param name="kind">Which errors.</param>
    /// <param name="bank">The coarse predictor's.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="windows">The windows.</param>
    internal RefinementErrors(
        ErrorAugmentation kind, ErrorBank bank, WindowGeometry geometry, TrainingWindows windows)
    {
        Kind = kind;
        Bank = bank;
        _geometry = geometry;
        _nodes = windows.NodeCount;
        _cosine = new DiscreteCosine(geometry.Future, geometry.Future);
        _spread = kind == ErrorAugmentation.Gauss ? Spread(windows) : [];
    }

    /// <summary>Which errors.</summary>
    internal ErrorAugmentation Kind { get; }

    /// <summary>What the coarse predictor foretold.</summary>
    internal ErrorBank Bank { get; }

    /// <summary>What predictors foretold that have not seen the clip, for crossfit.</summary>
    internal ErrorBank? Unseen { get; init; }

    /// <summary>Makes errors, for the learnt variants.</summary>
    internal ErrorGenerator? Generator { get; init; }

    /// <summary>Whether real errors are to be gathered.</summary>
    internal bool NeedsErrors => Kind is not (ErrorAugmentation.None or ErrorAugmentation.Crossfit);

    /// <summary>Fills a shard with noise whose coefficients have the spread of the bank's.</summary>
    internal void FillNoise(float* target, int samples, ulong seed, ulong number)
    {
        int future = _geometry.Future;
        var random = new RandomStream(seed, (6UL << 48) + number, 256);
        var noise = new double[future];
        ReadOnlySpan<double> matrix = _cosine.Matrix;
        for (int node = 0; node < _nodes; node++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                NormalDistribution.Fill(random, noise);
                float* line = target + ((((nint)node * samples) + sample) * _geometry.PaddedLength);
                for (int frame = 0; frame < future; frame++)
                {
                    double sum = 0;
                    for (int k = 0; k < future; k++)
                    {
                        sum += matrix[(k * future) + frame] * noise[k] * _spread[(node * future) + k];
                    }

                    line[_geometry.Observed + frame] = (float)sum;
                }
            }
        }
    }

    // Root mean square of each coefficient of each node's errors, over a part of the windows: [nodes, future].
    private double[] Spread(TrainingWindows windows)
    {
        const int MostWindows = 4000;
        int future = _geometry.Future;
        int step = Math.Max(1, windows.Count / MostWindows);
        var squares = new double[_nodes * future];
        var column = new float[_nodes * _geometry.PaddedLength];
        int count = 0;
        ReadOnlySpan<double> matrix = _cosine.Matrix;
        for (int window = 0; window < windows.Count; window += step)
        {
            count++;
            fixed (float* errors = column)
            {
                Bank.WriteError(new WindowView(window, false, false), errors, 0, 1);
            }

            for (int node = 0; node < _nodes; node++)
            {
                for (int k = 0; k < future; k++)
                {
                    double sum = 0;
                    for (int frame = 0; frame < future; frame++)
                    {
                        sum += matrix[(k * future) + frame]
                            * column[(node * _geometry.PaddedLength) + _geometry.Observed + frame];
                    }

                    squares[(node * future) + k] += sum * sum;
                }
            }
        }

        return [.. squares.Select(sum => Math.Sqrt(sum / count))];
    }
}
