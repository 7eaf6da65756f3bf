using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>
/// Reads the ratings of MovieLens: <c>u.data</c> (tabs), <c>ratings.dat</c> ("::") and <c>ratings.csv</c>; each rating
/// is an event. The first two have no header; their columns are user_id, item_id, rating and timestamp.
/// </summary>
public sealed class MovieLensLogReader : IReader<InteractionLog, RecommendInputOptions>
{
    private static readonly string[] Columns = ["user_id", "item_id", "rating", "timestamp"];

    /// <inheritdoc/>
    public string Format => "movielens";

    /// <inheritdoc/>
    public bool Accepts(string path) => Name(path) is "u.data" or "ratings.dat";

    /// <inheritdoc/>
    public InteractionLog Read(string path, RecommendInputOptions options)
    {
        EventColumns columns = EventColumns.Of(options);
        return EventFilter.Apply(EventRows.Of(ReadTable(path, columns.All), columns), options);
    }

    internal static Table ReadTable(string path, IReadOnlyList<ColumnRequest> columns)
    {
        if (TableFile.Accepts(path))
        {
            return TableFile.Read(path, columns);
        }

        string delimiter = Name(path).EndsWith(".dat", StringComparison.Ordinal) ? "::" : "\t";
        var layout = new TextLayout { Delimiter = delimiter, Quotes = false, Columns = Columns };
        return TableFile.ReadText(path, layout, columns);
    }

    private static string Name(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        return name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
    }
}
