using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>The one door to logs of events with actions.</summary>
public static class RankingLogs
{
    /// <summary>The readers, in the order in which they are asked.</summary>
    public static DataKind<RankingLog, RankingInputOptions> Kind { get; } = new(
        "event log",
        new RankingLogReader("recbole", new RecBoleLogReader(), RecBoleLogReader.ReadTable),
        new RankingLogReader("movielens", new MovieLensLogReader(), MovieLensLogReader.ReadTable),
        new RankingLogReader("table", new TableLogReader(), (path, columns) => TableFile.Read(path, columns)));
}
