using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>The one door to event logs on disk.</summary>
public static class InteractionLogs
{
    /// <summary>The readers, in the order in which they are asked: a new format is one line more.</summary>
    public static DataKind<InteractionLog, RecommendInputOptions> Kind { get; } = new(
        "event log",
        new RecBoleLogReader(),
        new MovieLensLogReader(),
        new AlignedLogReader(),
        new TableLogReader());

    /// <summary>Endings of the files that the readers take, with their dots.</summary>
    internal static IReadOnlyList<string> Endings { get; } = [".inter", ".dat", ".data", .. TableFile.Endings];

    /// <summary>Reads an event log and says what was left out.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="options">Format, columns, filters.</param>
    /// <param name="notice">Takes one sentence for each thing done to the rows, with the path before it.</param>
    /// <returns>The log, of at least 2 users and 2 items; the sentences also stand in its notices.</returns>
    /// <exception cref="InputException">The content cannot be used; one line with place, finding and mend.</exception>
    public static InteractionLog Read(string path, RecommendInputOptions options, Action<string> notice)
    {
        InteractionLog log = Kind.Read(path, options.Format, options);
        foreach (string sentence in log.Notices)
        {
            notice($"{path}: {sentence}");
        }

        return log;
    }
}
