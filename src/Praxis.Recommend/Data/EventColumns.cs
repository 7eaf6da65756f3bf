using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>The columns that make a table an event log.</summary>
internal sealed record EventColumns(ColumnRequest User, ColumnRequest Item, ColumnRequest Time, ColumnRequest? Action)
{
    private static readonly RecommendInputOptions Defaults = new();

    /// <summary>All columns, to ask a table for.</summary>
    public IReadOnlyList<ColumnRequest> All => Action is null ? [User, Item, Time] : [User, Item, Time, Action];

    /// <summary>The columns that the options name; default names also stand for those of MovieLens.</summary>
    /// <exception cref="InputException">Two options name one column, or actions are kept without a column of
    /// them.</exception>
    public static EventColumns Of(RecommendInputOptions options)
    {
        bool hasAction = options.ActionColumn.Length > 0;
        if (!hasAction && options.KeepActions.Length > 0)
        {
            throw new InputException("--keep-actions needs the column of the actions; pass --action-column");
        }

        (string Flag, string Name)[] names =
        [
            ("--user-column", options.UserColumn),
            ("--item-column", options.ItemColumn),
            ("--time-column", options.TimeColumn),
            ("--action-column", options.ActionColumn),
        ];
        for (int i = 1; i < names.Length; i++)
        {
            int same = Array.FindIndex(names, 0, i, earlier => earlier.Name == names[i].Name);
            if (same >= 0)
            {
                throw new InputException(
                    $"{names[same].Flag} and {names[i].Flag} both name the column '{names[i].Name}'; name two columns");
            }
        }

        return new EventColumns(
            Identity(options.UserColumn, "--user-column", options.UserColumn == Defaults.UserColumn ? "userId" : null),
            Identity(options.ItemColumn, "--item-column", options.ItemColumn == Defaults.ItemColumn ? "movieId" : null),
            new ColumnRequest(options.TimeColumn, ColumnKind.Time)
            {
                NameFlag = "--time-column",
                Time = options.TimeUnit switch
                {
                    TimeUnit.Seconds => TimeEncoding.Seconds,
                    TimeUnit.Milliseconds => TimeEncoding.Milliseconds,
                    _ => TimeEncoding.Iso,
                },
            },
            hasAction
                ? new ColumnRequest(options.ActionColumn, ColumnKind.Category) { NameFlag = "--action-column" }
                : null);
    }

    private static ColumnRequest Identity(string name, string flag, string? other) => new(name, ColumnKind.Category)
    {
        NameFlag = flag,
        OtherNames = other is null ? [] : [other],
        IsIdentity = true,
    };
}
