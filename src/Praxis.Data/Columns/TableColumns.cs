using Praxis.Core;

namespace Praxis.Data;

/// <summary>Finds the columns asked for among those of a file, and puts the finished ones into a table.</summary>
internal static class TableColumns
{
    /// <summary>The names that can be asked for, each once.</summary>
    public static IReadOnlyList<string> Known(string place, IReadOnlyList<string> names)
    {
        Index(place, names);
        return [.. names.Where(name => name.Length > 0)];
    }

    /// <summary>The index in the file of each column asked for.</summary>
    public static int[] Find(
        string place, IReadOnlyList<string> names, IReadOnlyList<ColumnRequest> requests, string hint = "")
    {
        Dictionary<string, int> indices = Index(place, names);
        return [.. requests.Select(request => Find(place, names, indices, request, hint))];
    }

    public static Table Build(string path, int rows, IEnumerable<ColumnBuilder> builders, RowPlaces places)
        => new(path, rows, builders.ToDictionary(builder => builder.Request.Name, builder => builder.Build()), places);

    /// <summary>A delimiter in words.</summary>
    public static string Shown(string delimiter) => delimiter == "\t" ? "a tab" : $"'{delimiter}'";

    private static Dictionary<string, int> Index(string place, IReadOnlyList<string> names)
    {
        var indices = new Dictionary<string, int>();
        for (int i = 0; i < names.Count; i++)
        {
            // Programs that write row numbers leave the name of that column empty.
            if (names[i].Length > 0 && !indices.TryAdd(names[i], i))
            {
                throw new InputException($"{place}: column '{CellText.Plain(names[i])}' appears twice; rename one");
            }
        }

        return indices;
    }

    private static int Find(
        string place,
        IReadOnlyList<string> names,
        Dictionary<string, int> indices,
        ColumnRequest request,
        string hint)
    {
        foreach (string name in request.OtherNames.Prepend(request.Name))
        {
            if (indices.TryGetValue(name, out int index))
            {
                return index;
            }
        }

        string mend = request.NameFlag.Length > 0
            ? $"name the right one with {request.NameFlag}"
            : "add or rename a column";
        throw new InputException(
            $"{place}: no column '{CellText.Plain(request.Name)}'; the columns are {CellText.List(names)}{hint};"
            + $" {mend}");
    }
}
