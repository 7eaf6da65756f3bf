using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Reads RecBole's atomic interaction files: <c>.inter</c>, tab separated, header cells as
/// "user_id:token".</summary>
public sealed class RecBoleLogReader : IReader<InteractionLog, RecommendInputOptions>
{
    private static readonly TextLayout Layout = new() { Delimiter = "\t", Quotes = false, TypedHeader = true };

    /// <inheritdoc/>
    public string Format => "recbole";

    /// <inheritdoc/>
    public bool Accepts(string path)
        => path.EndsWith(".inter", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".inter.gz", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public InteractionLog Read(string path, RecommendInputOptions options)
    {
        EventColumns columns = EventColumns.Of(options);
        return EventFilter.Apply(EventRows.Of(ReadTable(path, columns.All), columns), options);
    }

    internal static Table ReadTable(string path, IReadOnlyList<ColumnRequest> columns)
        => TableFile.ReadText(path, Layout, columns);
}
