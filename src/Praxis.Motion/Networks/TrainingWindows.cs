using System.Globalization;
using Praxis.Core;
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

    /// <summary>The windows of training clips.</summary>
    /// <exception cref="InputException">There are fewer than two.</exception>
    internal static TrainingWindows Of(MotionData data, double scale, int length, int stride, bool isMirrored)
    {
        float[][] clips =
        [
            .. data.Train.Select(clip => data.Layout.ToNodes(clip.Whole).Values.ToArray()
                .Select(value => (float)(value * scale)).ToArray()),
        ];
        var windows = new TrainingWindows(
            clips, data.Layout.NodeCount, length, stride, isMirrored ? MirroredJoints.Of(data.Layout) : null);
        return windows.Count > 1 ? windows : throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"the clips hold {windows.Count} windows of {length} frames at {1 / data.FrameSeconds:0.#} a second; give "
            + $"longer clips, or a shorter --observed or --future"));
    }

    /// <summary>Says so where windows are to be mirrored and cannot be.</summary>
    /// <param name="share">Share of windows that are to be.</param>
    /// <param name="context">Hears it.</param>
    internal void SayIfUnmirrored(double share, FitContext context)
    {
        if (share > 0 && Mirror is null)
        {
            context.Report(new NoticeEvent(MirroredJoints.Missing, IsWarning: true));
        }
    }

    private TrainingWindows(TrainingWindows all, (int Clip, int Start)[] windows)
    {
        _clips = all._clips;
        NodeCount = all.NodeCount;
        Length = all.Length;
        Mirror = all.Mirror;
        _windows = windows;
        _clipOfWindow = [.. windows.Select(static window => window.Clip)];
    }

    /// <summary>The windows of some clips.</summary>
    internal TrainingWindows Where(Func<int, bool> isWanted) =>
        new(this, [.. _windows.Where(window => isWanted(window.Clip))]);

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

    /// <summary>Copies a window.</summary>
    /// <param name="window">Its number.</param>
    /// <param name="isReversed">Whether time runs backwards.</param>
    /// <param name="target">Receives it: [length, nodes].</param>
    internal void Read(int window, bool isReversed, Span<float> target)
    {
        (int clip, int start) = _windows[window];
        for (int frame = 0; frame < Length; frame++)
        {
            int from = start + (isReversed ? Length - 1 - frame : frame);
            _clips[clip].AsSpan(from * NodeCount, NodeCount).CopyTo(target[(frame * NodeCount)..]);
        }
    }

    /// <summary>The windows of an epoch in a random order.</summary>
    internal int[] Order(ulong seed, ulong stream) =>
        Permutation.Of(Count, new RandomStream(seed, stream, 256));
}

/// <summary>A window as a network sees it.</summary>
/// <param name="Window">Its number.</param>
/// <param name="IsReversed">Whether time runs backwards.</param>
/// <param name="IsMirrored">Whether left and right have changed places.</param>
internal readonly record struct WindowView(int Window, bool IsReversed, bool IsMirrored);
