using System.Globalization;
using System.Net;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Names and numbers as the drawings of graphs write them.</summary>
internal static class GraphText
{
    private const int MostLetters = 18;

    /// <summary>A name cut to what a drawing has room for.</summary>
    public static string Short(string name)
    {
        if (name.Length <= MostLetters)
        {
            return name;
        }

        int kept = char.IsHighSurrogate(name[MostLetters - 2]) ? MostLetters - 2 : MostLetters - 1;
        return name[..kept] + "…";
    }

    /// <summary>About how wide a shortened name is, in units of the font's size.</summary>
    public static double Width(string name) => Short(name).Length * 0.58;

    /// <summary>A coordinate.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A probability for the style sheet.</summary>
    public static string Share(double value) =>
        Math.Clamp(value, 0, 1).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text that is inert in HTML.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>What an edge tells on hover.</summary>
    public static string Edge(string from, string to, bool isDirected, GraphEdge edge)
    {
        string strength = edge.Weight is { } weight
            ? $", partial correlation {TableText.Readable(weight)}" : string.Empty;
        string factor = edge.LogBayesFactor is { } value
            ? $", log Bayes factor {TableText.Readable(value)}" : string.Empty;
        return $"{from} {(isDirected ? '→' : '–')} {to}: probability {TableText.Readable(edge.Probability)}"
            + strength + factor;
    }
}
