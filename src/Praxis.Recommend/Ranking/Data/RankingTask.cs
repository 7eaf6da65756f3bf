using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>What a ranking task foretells.</summary>
public enum RankingTaskKind
{
    /// <summary>Whether something happens: a label of 0 or 1.</summary>
    Binary,

    /// <summary>A number.</summary>
    Regression,
}

/// <summary>One thing to foretell of an event, read from one column of the log.</summary>
/// <param name="Name">Its name in tables and metrics.</param>
/// <param name="Column">The column.</param>
/// <param name="Kind">Whether it is a choice or a number.</param>
/// <param name="Rule">How a cell becomes a label: "in" (one of <paramref name="Values"/>), a comparison with
/// <paramref name="Bound"/>, "value" or "log", the natural logarithm of 1 + value.</param>
/// <param name="Values">The texts that count as 1 under the rule "in"; separated by vertical bars.</param>
/// <param name="Bound">The number that a comparison compares with.</param>
public sealed record RankingTask(
    string Name, string Column, RankingTaskKind Kind, string Rule, string Values, double Bound)
{
    private static readonly string[] Comparisons = [">=", "<=", ">", "<"];

    /// <summary>Whether the column is read as text rather than as numbers.</summary>
    internal bool ReadsText => Rule == "in";

    /// <summary>Reads tasks as typed.</summary>
    /// <param name="text">Tasks separated by commas: name=column:value|value, name=column>=number, column or
    /// name=column, name=log(column).</param>
    /// <returns>At least one task; names differ.</returns>
    /// <exception cref="InputException">A task cannot be read.</exception>
    public static IReadOnlyList<RankingTask> Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        RankingTask[] tasks = [.. parts.Select(ParseOne)];
        if (tasks.Length == 0)
        {
            throw new InputException("--tasks must name at least one task, as high=rating>=4 or rating; got nothing");
        }

        if (tasks.GroupBy(task => task.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"--tasks names '{twice.Key}' twice; give each task a name of its own");
        }

        RankingTask? torn = tasks.FirstOrDefault(task =>
            tasks.Any(other => other.Column == task.Column && other.ReadsText != task.ReadsText));
        return torn is null
            ? tasks
            : throw new InputException(
                $"--tasks reads the column '{torn.Column}' both as text and as numbers; write {torn.Column}>=... "
                + "for a choice by number");
    }

    /// <summary>The label of a text cell.</summary>
    internal float LabelOf(string cell) => Array.IndexOf(Values.Split('|'), cell) >= 0 ? 1f : 0f;

    /// <summary>The label of a number; NaN when there is none.</summary>
    internal float LabelOf(double value) => Rule switch
    {
        ">=" => value >= Bound ? 1f : 0f,
        "<=" => value <= Bound ? 1f : 0f,
        ">" => value > Bound ? 1f : 0f,
        "<" => value < Bound ? 1f : 0f,
        "log" => value > -1 ? (float)Math.Log(1 + value) : float.NaN,
        _ => (float)value,
    };

    private static RankingTask ParseOne(string text)
    {
        int equals = text.IndexOf('=');
        bool isNamed = equals > 0 && text[equals - 1] is not ('<' or '>');
        string name = isNamed ? text[..equals].Trim() : "";
        string rest = isNamed ? text[(equals + 1)..].Trim() : text;
        string? comparison = Comparisons.FirstOrDefault(rest.Contains);
        if (comparison is not null)
        {
            string[] sides = rest.Split(comparison, 2, StringSplitOptions.TrimEntries);
            bool isNumber = double.TryParse(
                sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) && double.IsFinite(bound);
            return isNumber && isNamed && sides[0].Length > 0
                ? new RankingTask(name, sides[0], RankingTaskKind.Binary, comparison, "", bound)
                : throw Refuse(text);
        }

        int colon = rest.IndexOf(':');
        if (colon >= 0)
        {
            string values = rest[(colon + 1)..].Trim();
            return isNamed && colon > 0 && values.Length > 0
                ? new RankingTask(name, rest[..colon].Trim(), RankingTaskKind.Binary, "in", values, 0)
                : throw Refuse(text);
        }

        bool isLog = rest.StartsWith("log(", StringComparison.Ordinal) && rest.EndsWith(')');
        string column = isLog ? rest[4..^1].Trim() : rest;
        return column.Length > 0
            ? new RankingTask(
                isNamed ? name : column, column, RankingTaskKind.Regression, isLog ? "log" : "value", "", 0)
            : throw Refuse(text);
    }

    private static InputException Refuse(string text) => new(
        $"--tasks: '{text}' is no task; write name=column:value, name=column>=number, column, or name=log(column)");
}
