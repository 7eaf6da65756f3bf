using System.Collections.Concurrent;
using System.Reflection;
using System.Xml;

namespace Praxis.Core;

/// <summary>The doc comments of an assembly, from the file that the compiler writes beside it.</summary>
internal static class DocComments
{
    // A program has dozens of options records in a few assemblies, and the files do not change while it runs: each is
    // read once.
    private static readonly ConcurrentDictionary<Assembly, ILookup<string, (string Name, string Text)>> Read = new();

    /// <summary>The summaries of a type's own properties, by property.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Names and texts; empty when there is no file.</returns>
    public static IEnumerable<(string Name, string Text)> OfProperties(Type type) =>
        Read.GetOrAdd(type.Assembly, static assembly => Load(assembly))[type.FullName ?? string.Empty];

    private static ILookup<string, (string Name, string Text)> Load(Assembly assembly)
    {
        string file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        var texts = new List<(string Type, string Name, string Text)>();
        if (File.Exists(file))
        {
            using var reader = XmlReader.Create(file);
            while (reader.ReadToFollowing("member"))
            {
                string member = reader.GetAttribute("name") ?? string.Empty;
                int dot = member.LastIndexOf('.');
                if (member.StartsWith("P:", StringComparison.Ordinal) && dot > 0)
                {
                    texts.Add((member[2..dot], member[(dot + 1)..], Summary(reader)));
                }
            }
        }

        return texts.ToLookup(static text => text.Type, static text => (text.Name, text.Text));
    }

    private static string Summary(XmlReader reader)
    {
        using XmlReader member = reader.ReadSubtree();
        return member.ReadToFollowing("summary") ? Plain(member) : string.Empty;
    }

    // The text without its elements, with single blanks, as an element's value is.
    private static string Plain(XmlReader summary)
    {
        using XmlReader inner = summary.ReadSubtree();
        var text = new System.Text.StringBuilder();
        while (inner.Read())
        {
            if (inner.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text.Append(inner.Value);
            }
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
