using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>The columns that a user wants as variables, and those that are something else.</summary>
/// <param name="Group">The column of groups; empty when the method has none.</param>
/// <param name="Response">The column of the response; empty when the method has none.</param>
/// <param name="Variables">The other columns wanted, in the order of the file.</param>
/// <param name="AreNamed">Whether the user named the variables.</param>
internal sealed record ColumnChoice(string Group, string Response, IReadOnlyList<string> Variables, bool AreNamed)
{
    /// <summary>The columns of a method that are no variables.</summary>
    public static (string Group, string Response) Roles(TableInputOptions options) => options switch
    {
        JointDagsInputOptions joint => (joint.GroupColumn, ""),
        DagRegressionInputOptions regression => ("", regression.Response),
        _ => ("", ""),
    };

    /// <summary>Chooses among the columns of a file.</summary>
    /// <param name="path">The file, for the error.</param>
    /// <param name="names">Its columns.</param>
    /// <param name="options">What the user wants.</param>
    /// <exception cref="InputException">A name is unknown, repeated, or that of the group or response.</exception>
    public static ColumnChoice Of(string path, IReadOnlyList<string> names, TableInputOptions options)
    {
        (string group, string response) = Roles(options);
        if (options.FittedNames is { } fitted)
        {
            string? absent = fitted.FirstOrDefault(name => !names.Contains(name));
            return absent is null
                ? new ColumnChoice(group, response, [.. names.Where(fitted.ToHashSet().Contains)], AreNamed: true)
                : throw new InputException($"{path}: has no column '{CellText.Plain(absent)}', which the run was "
                    + "fitted on; add it");
        }

        HashSet<string> wanted = Named(path, names, options.Columns, "--columns", group, response);
        HashSet<string> unwanted = Named(path, names, options.LeaveOut, "--leave-out", group, response);
        bool areNamed = wanted.Count > 0;
        return new ColumnChoice(
            group,
            response,
            [.. names.Where(name => name != group && name != response && !unwanted.Contains(name)
                && (!areNamed || wanted.Contains(name)))],
            areNamed);
    }

    private static HashSet<string> Named(
        string path, IReadOnlyList<string> names, string list, string flag, string group, string response)
    {
        var known = names.ToHashSet();
        var named = new HashSet<string>();
        foreach (string name in VariableNames.Split(list))
        {
            string fault = !known.Contains(name) ? VariableNames.Unknown("column", name, names)
                : name == group ? $"'{CellText.Plain(name)}' is the group column, no variable; take it off the list"
                : name == response ? $"'{CellText.Plain(name)}' is the response, no variable; take it off the list"
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
