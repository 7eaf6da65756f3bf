using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>All windows of the clips that are learnt from, with the two ways to make more of them.</summary>
/// <remarks>Immutable. Clips are [frames, nodes] in units of the model.</remarks>
internal sealed unsafe class TrainingWindows
{
    private readonly float[][] _clips;
    private readonly (int Clip, int Start)[] _windows;
    private readonly int[] _clipOfWindow;

    /// <summary>Cuts clips into windows; clips that are too short give none.</summary>
    /// <param name="clips">[frames, nodes] each.</param>
    /// <param name="nodeCount">Numbers of a pose.</param>
    /// <param name="length">Frames of a window.</param>
    /// <param name="stride">Frames from one window to the next.</param>
    /// <param name="mirror">Node and sign that each node takes in a mirror; null where there is none.</param>
    internal TrainingWindows(
        IReadOnlyList<float[]> clips, int nodeCount, int length, int stride, (int Node, float Sign)[]? mirror)
    {
        _clips = [.. clips];
        NodeCount = nodeCount;
        Length = length;
        Mirror = mirror;
        _windows =
        [
            .. clips.SelectMany((clip, number) => Enumerable
                .Range(0, Math.Max(0, ((clip.Length / nodeCount) - length + stride) / stride))
                .Select(start => (number, start * stride))),
        ];
        _clipOfWindow = [.. _windows.Select(static window => window.Clip)];
    }

    /// <summary>Number of windows.</summary>
    internal int Count => _windows.Length;

    /// <summary>Numbers of a pose.</summary>
    internal int NodeCount { get; }

    /// <summary>Frames of a window.</summary>
    internal int Length { get; }

    /// <summary>Node and sign that each node takes in a mirror.</summary>
    internal (int Node, float Sign)[]? Mirror { get; }

    /// <summary>The clip of a window.</summary>
    internal int ClipOf(int window) => _clipOfWindow[window];

    /// <summary>Writes a window as a column of a shard's frames.</summary>
    /// <param name="view">Which window, and how it is turned.</param>
    /// <param name="target">[nodes, samples, padded length].</param>
    /// <param name="sample">The sample in the shard.</param>
    /// <param name="samples">Samples of the shard.</param>
    /// <param name="paddedLength">Floats of a node's frames; those behind the length become zero.</param>
    internal void Write(WindowView view, float* target, int sample, int samples, int paddedLength)
    {
        (int clip, int start) = _windows[view.Window];
        ReadOnlySpan<float> frames = _clips[clip].AsSpan(start * NodeCount, Length * NodeCount);
        for (int node = 0; node < NodeCount; node++)
        {
            (int source, float sign) = view.IsMirrored ? Mirror![node] : (node, 1f);
            float* line = target + ((((long)node * samples) + sample) * paddedLength);
            for (int frame = 0; frame < Length; frame++)
            {
                int from = view.IsReversed ? Length - 1 - frame : frame;
                line[frame] = sign * frames[(from * NodeCount) + source];
            }

            new Span<float>(line + Length, paddedLength - Length).Clear();
        }
    }

    /// <summary>The windows of an epoch in a random order.</summary>
    internal int[] Order(ulong seed, ulong stream)
    {
        var random = new RandomStream(seed, stream, 256);
        int[] order = [.. Enumerable.Range(0, Count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}

/// <summary>A window as a network sees it.</summary>
/// <param name="Window">Its number.</param>
/// <param name="IsReversed">Whether time runs backwards.</param>
/// <param name="IsMirrored">Whether left and right have changed places.</param>
internal readonly record struct WindowView(int Window, bool IsReversed, bool IsMirrored);
