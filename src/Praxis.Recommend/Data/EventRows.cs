using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Events as a reader found them, in file order, before anything is left out.</summary>
internal sealed class EventRows
{
    public required string Path { get; init; }

    public required IReadOnlyList<string> UserIds { get; init; }

    public required IReadOnlyList<string> ItemIds { get; init; }

    public required ReadOnlyMemory<int> Users { get; init; }

    public required ReadOnlyMemory<int> Items { get; init; }

    public required ReadOnlyMemory<long> Times { get; init; }

    /// <summary>Path and line of a row.</summary>
    public required Func<int, string> Place { get; init; }

    /// <summary>Action of each row; null when every row counts.</summary>
    public CategoryColumn? Actions { get; init; }

    /// <summary>The events of a table whose columns were asked for by <see cref="EventColumns"/>.</summary>
    public static EventRows Of(Table table, EventColumns columns)
    {
        CategoryColumn users = table.Category(columns.User.Name);
        CategoryColumn items = table.Category(columns.Item.Name);
        return new EventRows
        {
            Path = table.Path,
            UserIds = users.Levels,
            ItemIds = items.Levels,
            Users = users.Codes,
            Items = items.Codes,
            Times = table.Times(columns.Time.Name),
            Place = table.Place,
            Actions = columns.Action is null ? null : table.Category(columns.Action.Name),
        };
    }
}
