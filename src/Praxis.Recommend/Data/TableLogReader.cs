using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Reads event logs from CSV, TSV, JSON lines and Parquet files with named columns.</summary>
/// <remarks>Default column names also stand for <c>userId</c> and <c>movieId</c>, as in MovieLens'
/// <c>ratings.csv</c>.</remarks>
public sealed class TableLogReader : IReader<InteractionLog, RecommendInputOptions>
{
    /// <inheritdoc/>
    public string Format => "table";

    /// <inheritdoc/>
    public bool Accepts(string path) => TableFile.Accepts(path) && !Directory.Exists(path);

    /// <inheritdoc/>
    public InteractionLog Read(string path, RecommendInputOptions options)
    {
        EventColumns columns = EventColumns.Of(options);
        return EventFilter.Apply(EventRows.Of(TableFile.Read(path, columns.All), columns), options);
    }
}
