using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>Names that users type, looked up among those of the data.</summary>
internal static class VariableNames
{
    /// <summary>The index of each name.</summary>
    public static Dictionary<string, int> Index(IReadOnlyList<string> names)
        => Enumerable.Range(0, names.Count).ToDictionary(i => names[i]);

    /// <summary>The names of a list with commas between, without blanks around them.</summary>
    public static string[] Split(string list)
        => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Refuses a name that is not there, with the nearest one.</summary>
    /// <param name="what">What the names are, as in "variable".</param>
    /// <param name="name">What was typed.</param>
    /// <param name="known">The names that are there.</param>
    /// <returns>A part of a line.</returns>
    public static string Unknown(string what, string name, IReadOnlyList<string> known)
    {
        string meant = NearestName.Of(name, known) is { } near ? $"did you mean {CellText.Plain(near)}? " : "";
        return $"no {what} '{CellText.Plain(name)}'; {meant}the {what}s are {CellText.List(known)}";
    }
}
