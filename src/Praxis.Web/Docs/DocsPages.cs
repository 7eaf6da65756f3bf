using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Praxis.Web;

/// <summary>Pages of the documentation that travel inside the assembly.</summary>
internal static class DocsPages
{
    private const string Methods = "methods";
    private const string Formats = "formats";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers()
        .DisableHtml()
        .Build();

    /// <summary>The page of a method as HTML; null where there is none.</summary>
    internal static string? OfMethod(string name) => Render(Methods, name);

    /// <summary>The page of a format as HTML; null where there is none.</summary>
    internal static string? OfFormat(string name) => Render(Formats, name);

    private static string? Render(string folder, string name)
    {
        if (Read(folder, name) is not { } text)
        {
            return null;
        }

        MarkdownDocument document = Markdown.Parse(text, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>())
        {
            link.Url = link.IsImage ? null : Address(folder, link.Url ?? string.Empty);
        }

        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            // The page around it has the one heading of the first level.
            heading.Level = Math.Min(6, heading.Level + 1);
            heading.GetAttributes();
        }

        return document.ToHtml(Pipeline);
    }

    // Links between pages that are here; all others lead nowhere, for the pages need no other host.
    private static string? Address(string folder, string url)
    {
        string[] parts = url.Split('#', 2);
        string anchor = parts.Length > 1 ? "#" + parts[1] : string.Empty;
        string path = parts[0];
        string target = path.StartsWith("../formats/", StringComparison.Ordinal) ? Formats
            : path.StartsWith("../methods/", StringComparison.Ordinal) ? Methods
            : path.Contains('/') ? string.Empty : folder;
        string name = Path.GetFileNameWithoutExtension(path);
        return path.EndsWith(".md", StringComparison.Ordinal) && Read(target, name) is not null
            ? $"/{target}/{name}{anchor}"
            : null;
    }

    private static string? Read(string folder, string name)
    {
        using Stream? stream = typeof(DocsPages).Assembly.GetManifestResourceStream($"docs/{folder}/{name}");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
