using System.Runtime.InteropServices;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Foretells the actions of a log's own events, many users at a time.</summary>
internal sealed class WindowScorer(HstuRankingModel model, VocabularyRows rows, HstuRankingOptions options)
{
    private const int ChunkWindows = 16;

    /// <summary>Foretells every event of a part from what its user did strictly before.</summary>
    /// <param name="split">The split log; the one that the rows belong to.</param>
    /// <param name="part">Which part.</param>
    /// <param name="threadCount">Threads; the result does not depend on them.</param>
    /// <param name="cancellation">Cancels between two chunks.</param>
    /// <returns>Probabilities and values, [events of the part, tasks], in the log's order.</returns>
    internal float[] Score(RankingSplit split, RankingPart part, int threadCount, CancellationToken cancellation)
    {
        RankingWindow[] windows = Windows(split, part, options.MaxLength);
        int tasks = model.Vocabulary.Tasks.Count;
        var starts = new int[windows.Length + 1];
        for (int i = 0; i < windows.Length; i++)
        {
            starts[i + 1] = starts[i] + windows[i].To - windows[i].From;
        }

        var predictions = new float[starts[^1] * tasks];
        FixedChunks.Run(
            (windows.Length + ChunkWindows - 1) / ChunkWindows,
            threadCount,
            () => new TokenWriter(rows, options.Tokens),
            (chunk, writer) =>
            {
                int first = chunk * ChunkWindows;
                int end = Math.Min(windows.Length, first + ChunkWindows);
                Span<float> own = predictions.AsSpan(starts[first] * tasks, (starts[end] - starts[first]) * tasks);
                ScoreChunk(windows.AsSpan(first, end - first), writer, own);
            },
            cancellation);
        return predictions;
    }

    /// <summary>The windows that foretell every event of a part once, in the log's order.</summary>
    internal static RankingWindow[] Windows(RankingSplit split, RankingPart part, int length)
    {
        InteractionLog log = split.Log.Events;
        var windows = new List<RankingWindow>();
        for (int user = 0; user < log.UserCount; user++)
        {
            (int from, int to) = split.RangeOf(part, user);
            windows.AddRange(RankingWindow.Of(log, user, from, to, length));
        }

        return [.. windows];
    }

    private void ScoreChunk(ReadOnlySpan<RankingWindow> windows, TokenWriter writer, Span<float> predictions)
    {
        var tokens = new RankingTokens();
        foreach (RankingWindow window in windows)
        {
            writer.AddWindow(window, tokens);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor inputs = torch.empty(tokens.Count, model.Width);
        model.Gather(tokens, MemoryMarshal.Cast<byte, float>(inputs.bytes));
        torch.Tensor outputs = model.Predict(inputs, tokens, null);
        RankingPrediction.FromOutputs(
            model.Vocabulary, MemoryMarshal.Cast<byte, float>(outputs.bytes), predictions);
    }
}
