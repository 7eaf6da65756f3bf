using System.Text.Json;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Finds where a stream goes on: at its last checkpoint, where an earlier run ended, or at the log's
/// beginning.</summary>
internal static class StreamStart
{
    private const string OptionsFile = "model.json";

    /// <summary>Makes the memory to learn on from.</summary>
    /// <exception cref="InputException">Options do not fit, or nothing is new in the log.</exception>
    internal static StreamMemory Of(
        SequenceModelOptions options,
        InteractionLog log,
        SeenItemPolicy seenItems,
        string? previousFolder,
        FitContext context)
    {
        if (context.Checkpoints?.Latest(options.MethodName) is { } checkpoint)
        {
            StreamMemory stopped = StreamMemory.Read(checkpoint, options, context.Seed);
            context.Report(new NoticeEvent(
                $"{options.MethodName} goes on at window {stopped.State.Windows.Count + 1}, batch "
                + $"{stopped.State.Batch + 1}",
                IsWarning: false));
            return stopped;
        }

        if (previousFolder is null)
        {
            return Fresh(options, log, seenItems, context);
        }

        RequireSameSizes(options, previousFolder);
        StreamMemory memory = StreamMemory.Read(previousFolder, options, context.Seed);
        bool isRemoved = memory.State.SeenItemsAreRemoved;
        if (seenItems != SeenItemPolicy.Auto && isRemoved != (seenItems == SeenItemPolicy.Remove))
        {
            throw new InputException(
                $"--seen-items is {(isRemoved ? "remove" : "keep")} in the run to continue; leave it out");
        }

        return memory with { State = CountLate(memory.State, log, context) };
    }

    private static StreamMemory Fresh(
        SequenceModelOptions options, InteractionLog log, SeenItemPolicy seenItems, FitContext context)
    {
        const double rareRepeats = 0.01;
        var vocabulary = new ItemVocabulary(options.SharedRows);
        var rows = new RowParameter("items", vocabulary.RowCount, options.Width, options.ItemMoments);
        TrainedItems.Initialize(rows, 0, context.Seed, context.ThreadCount);
        int[] ends = [.. Enumerable.Range(0, log.UserCount).Select(log.CountOf)];
        bool removed = seenItems switch
        {
            SeenItemPolicy.Keep => false,
            SeenItemPolicy.Remove => true,
            _ => SplitChecks.RepeatShare(log, ends) < rareRepeats,
        };
        return new StreamMemory(
            new StreamState { SeenItemsAreRemoved = removed }, vocabulary, rows, options.CreateEncoder(context.Seed));
    }

    // Tells what the log has gained and lost at or before the offset since it was last read.
    private static StreamState CountLate(StreamState state, InteractionLog log, FitContext context)
    {
        long before = 0;
        for (int user = 0; user < log.UserCount; user++)
        {
            before += StreamWindow.CountUpTo(log.TimesOf(user).Span, state.OffsetTime);
        }

        if (before == log.EventCount)
        {
            throw new InputException(
                $"the log has no event after {UnixTime.ToDate(state.OffsetTime):yyyy-MM-ddTHH:mm:ssZ}, where the "
                + "continued run ended; pass the log with the new events");
        }

        long late = before - state.OffsetEvents;
        if (late != 0)
        {
            string what = late > 0
                ? $"{late} events came late: they lie before the end of the continued run and are only seen as history"
                : $"{-late} events that the continued run has learnt from are no longer in the log";
            context.Report(new NoticeEvent(what, IsWarning: true));
        }

        return state with { OffsetEvents = before, LateCount = state.LateCount + Math.Max(0, late) };
    }

    private static void RequireSameSizes(SequenceModelOptions options, string previousFolder)
    {
        string path = Path.Combine(previousFolder, OptionsFile);
        if (!StreamMemory.IsIn(previousFolder) || !File.Exists(path))
        {
            throw new InputException(
                $"{previousFolder}: was not fitted with --stream; only a streamed run can be continued");
        }

        using JsonDocument earlier = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement now = JsonSerializer.SerializeToElement(options, options.GetType(), PraxisJson.Indented);
        foreach ((string name, string flag) in new[]
        {
            ("width", "width"), ("layerCount", "layer-count"), ("headCount", "head-count"),
            ("maxLength", "max-length"), ("sharedRows", "shared-rows"), ("itemMoments", "item-moments"),
            ("similarity", "similarity"), ("streamHours", "stream-hours"), ("encoder", "encoder"), ("bias", "bias"),
        })
        {
            // Only some methods have a choice of encoder and bias.
            if (now.TryGetProperty(name, out JsonElement given)
                && earlier.RootElement.GetProperty(name).ToString() is var was && was != given.ToString())
            {
                throw new InputException($"--{flag} is {was} in the run to continue; got {given}");
            }
        }
    }
}
