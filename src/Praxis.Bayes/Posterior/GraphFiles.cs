using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>A posterior as files for other programs: CSV tables, GraphML and DOT.</summary>
internal static class GraphFiles
{
    private const double LeastProbability = 0.01;

    /// <summary>Writes all files.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="posterior">What to write.</param>
    internal static void Write(string folder, GraphPosterior posterior)
    {
        Csv("edges.csv", GraphTables.Edges(posterior, 0));
        Csv("nodes.csv", GraphTables.Nodes(posterior));
        Csv("trace.csv", GraphTables.Trace(posterior));
        if (posterior.Variables.Count > 0)
        {
            Csv("variables.csv", GraphTables.Variables(posterior));
        }

        if (posterior.Groups.Count > 1)
        {
            Csv("differences.csv", GraphTables.Differences(posterior, 0));
        }

        if (posterior.IsDirected)
        {
            Csv("cpdag.csv", GraphTables.Classes(posterior));
        }

        for (int group = 0; group < posterior.Groups.Count; group++)
        {
            string suffix = posterior.Groups.Count == 1 ? string.Empty
                : "-" + (group + 1).ToString(CultureInfo.InvariantCulture);
            Csv($"precision-average{suffix}.csv",
                GraphTables.Precision(posterior, group, posterior.AveragePrecision[group]));
            Csv($"precision-mode{suffix}.csv", GraphTables.Precision(posterior, group, posterior.ModePrecision[group]));
            Text($"graph{suffix}.graphml", GraphMl(posterior, group));
            Text($"graph{suffix}.dot", Dot(posterior, group));
        }

        void Csv(string name, ResultTable table) => Text(name, TableText.ToCsv(table));

        void Text(string name, string text) => AtomicFile.WriteText(Path.Combine(folder, name), text);
    }

    /// <summary>Edges of probability 0.01 and more as GraphML, with their numbers.</summary>
    internal static string GraphMl(GraphPosterior posterior, int group)
    {
        XNamespace space = "http://graphml.graphdrawing.org/xmlns";
        var graph = new XElement(
            space + "graph",
            new XAttribute("id", Clean(posterior.Groups[group])),
            new XAttribute("edgedefault", posterior.IsDirected ? "directed" : "undirected"),
            posterior.Names.Select((name, node) => new XElement(
                space + "node", new XAttribute("id", $"n{node}"), Data("name", Clean(name)))),
            posterior.Edges.Where(edge => edge.Group == group && edge.Probability >= LeastProbability).Select(edge =>
                new XElement(
                    space + "edge",
                    new XAttribute("source", $"n{edge.From}"),
                    new XAttribute("target", $"n{edge.To}"),
                    Data("probability", TableText.Exact(edge.Probability)),
                    Data("correlation", TableText.Exact(edge.PartialCorrelation)))));
        var root = new XElement(
            space + "graphml",
            Key("name", "node", "string"),
            Key("probability", "edge", "double"),
            Key("correlation", "edge", "double"),
            graph);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";

        XElement Data(string key, string value) => new(space + "data", new XAttribute("key", key), value);

        XElement Key(string name, string owner, string type) => new(
            space + "key",
            new XAttribute("id", name),
            new XAttribute("for", owner),
            new XAttribute("attr.name", name),
            new XAttribute("attr.type", type));
    }

    /// <summary>The median probability graph as DOT, with probabilities as labels.</summary>
    internal static string Dot(GraphPosterior posterior, int group)
    {
        var text = new StringBuilder();
        string kind = posterior.IsDirected ? "digraph" : "graph";
        text.Append(kind).Append(' ').Append(Quoted(posterior.Groups[group])).Append(" {\n");
        foreach (string name in posterior.Names)
        {
            text.Append("  ").Append(Quoted(name)).Append(";\n");
        }

        foreach (EdgePosterior edge in posterior.MedianGraph(group))
        {
            text.Append("  ").Append(Quoted(posterior.Names[edge.From]))
                .Append(posterior.IsDirected ? " -> " : " -- ").Append(Quoted(posterior.Names[edge.To]))
                .Append(CultureInfo.InvariantCulture, $" [label=\"{edge.Probability:F3}\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    // Control characters have no place in XML.
    private static string Clean(string text) => string.Concat(text.Where(static letter => !char.IsControl(letter)));

    private static string Quoted(string text) =>
        "\"" + Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
