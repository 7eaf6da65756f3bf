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
        if (TableFile.Accepts(path))
        {
            return new TableLogReader().Read(path, options);
        }

        string delimiter = Name(path).EndsWith(".dat", StringComparison.Ordinal) ? "::" : "\t";
        var layout = new TextLayout { Delimiter = delimiter, Quotes = false, Columns = Columns };
        EventColumns columns = EventColumns.Of(options);
        return EventFilter.Apply(EventRows.Of(TableFile.ReadText(path, layout, columns.All), columns), options);
    }

    private static string Name(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        return name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
    }
}
