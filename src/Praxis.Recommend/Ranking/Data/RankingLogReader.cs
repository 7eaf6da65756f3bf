using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Reads logs of events with actions through the table of one format.</summary>
/// <param name="format">The format's name.</param>
/// <param name="events">The reader of the plain event log, which knows the format's paths.</param>
/// <param name="read">Reads columns of a file of the format.</param>
internal sealed class RankingLogReader(
    string format,
    IReader<InteractionLog, RecommendInputOptions> events,
    Func<string, IReadOnlyList<ColumnRequest>, Table> read)
    : IReader<RankingLog, RankingInputOptions>
{
    /// <inheritdoc/>
    public string Format => format;

    /// <inheritdoc/>
    public bool Accepts(string path) => events.Accepts(path);

    /// <inheritdoc/>
    public RankingLog Read(string path, RankingInputOptions options)
    {
        IReadOnlyList<RankingTask> tasks = RankingTask.Parse(options.Tasks);
        string[] slow = Names(options.SlowColumns);
        string[] contexts = Names(options.ContextColumns);
        RefuseLabelsAsFeatures(tasks, contexts, slow, options);
        EventColumns columns = EventColumns.Of(options.EventOptions);
        bool hasUserTable = options.UserTable.Length > 0;
        Table table = read(path, Requests(columns, tasks, hasUserTable ? [] : contexts, slow));
        InteractionLog log = EventFilter.Apply(
            EventRows.Of(table, columns), options.EventOptions, out int[] rowOfEvent);
        int[] firstRows = [.. Enumerable.Range(0, log.UserCount).Select(user => rowOfEvent[log.Offsets[user]])];
        (RankingColumn[] slowColumns, int[] slowCodes) = Features(table, slow, rowOfEvent);
        (RankingColumn[] contextColumns, int[] contextCodes) = hasUserTable
            ? UserTable.Read(options, contexts, log.UserIds)
            : Features(table, contexts, firstRows);
        return new RankingLog(
            log, tasks, Labels(table, tasks, rowOfEvent), contextColumns, contextCodes, slowColumns, slowCodes);
    }

    /// <summary>Level of some columns at some rows: [rows, columns], with the levels that occur.</summary>
    internal static (RankingColumn[] Columns, int[] Codes) Features(Table table, string[] names, int[] rows)
    {
        var columns = new RankingColumn[names.Length];
        var codes = new int[rows.Length * names.Length];
        for (int column = 0; column < names.Length; column++)
        {
            CategoryColumn cells = table.Category(names[column]);
            var numbers = new int[cells.Levels.Count];
            var levels = new List<string> { "" };
            for (int i = 0; i < rows.Length; i++)
            {
                // A row of -1 is a user that the table lacks: unknown.
                if (rows[i] < 0)
                {
                    continue;
                }

                ref int number = ref numbers[cells.Codes.Span[rows[i]]];
                if (number == 0)
                {
                    number = levels.Count;
                    levels.Add(cells.Levels[cells.Codes.Span[rows[i]]]);
                }

                codes[(i * names.Length) + column] = number;
            }

            columns[column] = new RankingColumn(names[column], levels);
        }

        return (columns, codes);
    }

    internal static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static List<ColumnRequest> Requests(
        EventColumns columns, IReadOnlyList<RankingTask> tasks, string[] contexts, string[] slow)
    {
        var requests = new List<ColumnRequest>(columns.All);
        void Add(string name, ColumnKind kind, string flag)
        {
            if (requests.FirstOrDefault(request => request.Name == name) is not { } other)
            {
                requests.Add(new ColumnRequest(name, kind) { NameFlag = flag });
            }
            else if (other.Kind != kind)
            {
                throw new InputException(
                    $"{flag} names the column '{CellText.Plain(name)}', which {other.NameFlag} reads as another kind; "
                    + "name another column");
            }
        }

        foreach (RankingTask task in tasks)
        {
            Add(task.Column, task.ReadsText ? ColumnKind.Category : ColumnKind.Number, "--tasks");
        }

        foreach (string name in contexts)
        {
            Add(name, ColumnKind.Category, "--context-columns");
        }

        foreach (string name in slow)
        {
            Add(name, ColumnKind.Category, "--slow-columns");
        }

        return requests;
    }

    // A feature that holds the label would make every metric perfect and the model useless.
    private static void RefuseLabelsAsFeatures(
        IReadOnlyList<RankingTask> tasks, string[] contexts, string[] slow, RankingInputOptions options)
    {
        (string Flag, string[] Names)[] features = [("--context-columns", contexts), ("--slow-columns", slow)];
        foreach ((string flag, string[] names) in features)
        {
            if (names.FirstOrDefault(name => tasks.Any(task => task.Column == name)) is { } label)
            {
                throw new InputException(
                    $"{flag} names '{label}', which --tasks foretells; a label cannot be a feature");
            }

            if (names.FirstOrDefault(name => name == options.ItemColumn || name == options.UserColumn
                || name == options.TimeColumn) is { } key)
            {
                throw new InputException($"{flag} names '{key}', which is the user, item or time column; leave it out");
            }
        }

        if (options.UserTable.Length > 0 && contexts.Length == 0)
        {
            throw new InputException("--user-table needs the columns to take from it; pass --context-columns");
        }
    }

    private static float[] Labels(Table table, IReadOnlyList<RankingTask> tasks, int[] rowOfEvent)
    {
        var labels = new float[rowOfEvent.Length * tasks.Count];
        for (int t = 0; t < tasks.Count; t++)
        {
            RankingTask task = tasks[t];
            float[] values = task.ReadsText ? TextLabels(table, task) : NumberLabels(table, task);
            for (int i = 0; i < rowOfEvent.Length; i++)
            {
                labels[(i * tasks.Count) + t] = values[rowOfEvent[i]];
            }
        }

        return labels;
    }

    private static float[] TextLabels(Table table, RankingTask task)
    {
        CategoryColumn column = table.Category(task.Column);
        if (task.Values.Split('|').FirstOrDefault(value => !column.Levels.Contains(value)) is { } unknown)
        {
            throw new InputException(
                $"{table.Path}: no row has '{CellText.Plain(unknown)}' in column '{CellText.Plain(task.Column)}' of "
                + $"--tasks; the column has {CellText.List([.. column.Levels])}");
        }

        float[] ofLevel = [.. column.Levels.Select(task.LabelOf)];
        var labels = new float[table.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = ofLevel[column.Codes.Span[row]];
        }

        return labels;
    }

    private static float[] NumberLabels(Table table, RankingTask task)
    {
        ReadOnlySpan<double> numbers = table.Numbers(task.Column).Span;
        var labels = new float[table.RowCount];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = task.LabelOf(numbers[row]);
            if (!float.IsFinite(labels[row]))
            {
                throw new InputException(
                    $"{table.Place(row)}: column '{CellText.Plain(task.Column)}': {numbers[row]} has no "
                    + (task.Rule == "log"
                        ? "logarithm of 1 + value; use the value itself"
                        : "32-bit value; scale the column down"));
            }
        }

        return labels;
    }
}
