using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Poses as rows of numbers: [frames, nodes]. Immutable.</summary>
public sealed class PoseMatrix
{
    private readonly double[] _values;

    /// <summary>Makes the matrix.</summary>
    /// <param name="frameCount">Number of frames, at least 0.</param>
    /// <param name="nodeCount">Numbers of one pose, at least 1.</param>
    /// <param name="values">[frames, nodes], row by row; kept, so that the caller changes it no more.</param>
    /// <exception cref="ArgumentException">The length is not frames times nodes.</exception>
    public PoseMatrix(int frameCount, int nodeCount, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frameCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodeCount);
        Check.Length(values.Length, (long)frameCount * nodeCount);
        FrameCount = frameCount;
        NodeCount = nodeCount;
        _values = values;
    }

    /// <summary>Number of frames.</summary>
    public int FrameCount { get; }

    /// <summary>Numbers of one pose.</summary>
    public int NodeCount { get; }

    /// <summary>All numbers: [frames, nodes], row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One number.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="node">From 0.</param>
    public double this[int frame, int node] => _values[(frame * NodeCount) + node];

    /// <summary>One pose.</summary>
    /// <param name="frame">From 0.</param>
    /// <returns>[nodes].</returns>
    public ReadOnlySpan<double> Frame(int frame) => _values.AsSpan(frame * NodeCount, NodeCount);

    /// <summary>Some frames in a row.</summary>
    /// <param name="start">First frame.</param>
    /// <param name="count">Number of frames.</param>
    /// <returns>A copy: [count, nodes].</returns>
    public PoseMatrix Slice(int start, int count) =>
        new(count, NodeCount, _values.AsSpan(start * NodeCount, count * NodeCount).ToArray());

    /// <summary>Every so many-th frame, the first one first.</summary>
    /// <param name="step">At least 1.</param>
    /// <returns>A copy of frames 0, step, 2 step, ...</returns>
    public PoseMatrix EveryNth(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        int count = (FrameCount + step - 1) / step;
        var values = new double[count * NodeCount];
        for (int i = 0; i < count; i++)
        {
            Frame(i * step).CopyTo(values.AsSpan(i * NodeCount, NodeCount));
        }

        return new PoseMatrix(count, NodeCount, values);
    }

    /// <summary>Some columns.</summary>
    /// <param name="columns">Their indices, in the order wanted.</param>
    /// <returns>A copy: [frames, columns].</returns>
    public PoseMatrix Columns(ReadOnlySpan<int> columns)
    {
        var values = new double[FrameCount * columns.Length];
        for (int frame = 0; frame < FrameCount; frame++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                values[(frame * columns.Length) + i] = this[frame, columns[i]];
            }
        }

        return new PoseMatrix(FrameCount, columns.Length, values);
    }

    /// <summary>These frames and others behind them.</summary>
    /// <param name="other">As many nodes.</param>
    /// <returns>A copy: [frames of both, nodes].</returns>
    /// <exception cref="ArgumentException">The number of nodes differs.</exception>
    public PoseMatrix Append(PoseMatrix other)
    {
        Check.Length(other.NodeCount, NodeCount);
        return new PoseMatrix(FrameCount + other.FrameCount, NodeCount, [.. _values, .. other._values]);
    }
}
