using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>The columns that a user wants as variables.</summary>
/// <param name="Variables">The columns, in the order of the file.</param>
/// <param name="AreNamed">Whether the user named them.</param>
internal sealed record ColumnChoice(IReadOnlyList<string> Variables, bool AreNamed)
{
    /// <summary>Chooses among the columns of a file.</summary>
    /// <param name="path">The file, for the error.</param>
    /// <param name="names">Its columns.</param>
    /// <param name="options">What the user wants.</param>
    /// <exception cref="InputException">A name is unknown, repeated, or that of a column with another role.</exception>
    public static ColumnChoice Of(string path, IReadOnlyList<string> names, TableInputOptions options)
    {
        if (options.FittedNames is { } fitted)
        {
            Require(path, names, fitted);
            return new ColumnChoice([.. names.Where(fitted.ToHashSet().Contains)], AreNamed: true);
        }

        HashSet<string> wanted = Named(path, names, options.Columns, "--columns", options.Roles);
        if (wanted.Count == 0 && options.Columns.Length > 0)
        {
            throw new InputException(
                $"--columns is \"{CellText.Plain(options.Columns)}\", which names no column; list names with commas "
                + "between, or leave the option out for all");
        }

        HashSet<string> unwanted = Named(path, names, options.LeaveOut, "--leave-out", options.Roles);
        bool areNamed = wanted.Count > 0;
        unwanted.UnionWith(options.Roles.Select(static role => role.Name));
        return new ColumnChoice(
            [.. names.Where(name => !unwanted.Contains(name) && (!areNamed || wanted.Contains(name)))], areNamed);
    }

    /// <summary>Says which columns have no name to be called by, and so are left out.</summary>
    public static IReadOnlyList<string> Nameless(string path)
    {
        IReadOnlyList<int> places = TableFile.NamelessColumns(path);
        return places.Count == 0 ? []
            : [$"left out for want of a name in the header: column {string.Join(", ", places)}"];
    }

    /// <summary>Checks that a table has the columns of a fitted model.</summary>
    /// <exception cref="InputException">One is not there.</exception>
    public static void Require(string path, IReadOnlyList<string> names, IReadOnlyList<string> fitted)
    {
        var known = names.ToHashSet();
        if (fitted.FirstOrDefault(name => !known.Contains(name)) is { } absent)
        {
            throw new InputException(
                $"{path}: has no column '{CellText.Plain(absent)}', which the run was fitted on; add it");
        }
    }

    /// <summary>The names of a list that a user gave.</summary>
    /// <exception cref="InputException">A name is unknown, repeated, or that of a column with another role.</exception>
    public static HashSet<string> Named(
        string path, IReadOnlyList<string> names, string list, string flag, IReadOnlyList<ColumnRole> roles)
    {
        var known = names.ToHashSet();
        var named = new HashSet<string>();
        foreach (string name in VariableNames.Split(list))
        {
            string? role = roles.FirstOrDefault(role => role.Name == name).What;
            string fault = !known.Contains(name) ? VariableNames.Unknown("column", name, names)
                : role is not null ? $"'{CellText.Plain(name)}' is {role}, no variable; take it off the list"
                : !named.Add(name) ? $"'{CellText.Plain(name)}' is named twice; take one off the list"
                : "";
            if (fault.Length > 0)
            {
                throw new InputException($"{path}: {flag}: {fault}");
            }
        }

        return named;
    }
}

/// <summary>A column that is no variable.</summary>
/// <param name="Name">The column.</param>
/// <param name="What">What it is, as in "the response".</param>
internal readonly record struct ColumnRole(string Name, string What);
