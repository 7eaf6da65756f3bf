using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;

namespace Praxis.Cli;

/// <summary>Writes help: what a verb does, its form, and its flags in groups with sentence, domain and
/// default.</summary>
internal static class HelpText
{
    private const int NameWidth = 30;

    /// <summary>The help of a command.</summary>
    public static string Of(CommandTree tree, CommandResult found, int width)
    {
        var text = new StringBuilder();
        Command command = found.Command;
        Paragraph(text, command.Description ?? string.Empty, indent: 0, width);
        text.Append("\nUsage: ").Append(command is Verb verb ? verb.Usage : "praxis VERB [flags]").Append('\n');
        if (command.Subcommands.Count > 0)
        {
            text.Append('\n').Append(command is FitVerb or ScaleVerb ? "Methods" : "Verbs").Append('\n');
            foreach (Command child in command.Subcommands)
            {
                Entry(text, child.Name, child.Description ?? string.Empty, width);
            }
        }

        foreach (FlagGroup group in (command as Verb)?.Groups.Where(group => group.Flags.Count > 0) ?? [])
        {
            Group(text, group.Title, group.Flags, width);
        }

        Group(text, "Everywhere", command is Verb ? tree.GlobalFlags : [.. tree.GlobalFlags, tree.Version], width);
        if (command.Subcommands.Count > 0)
        {
            string path = ParseProblem.PathOf(found);
            text.Append($"\n'{path} {(command is FitVerb or ScaleVerb ? "METHOD" : "VERB")} --help' tells more.\n");
        }

        return text.ToString();
    }

    /// <summary>Appends words, wrapped at a width.</summary>
    public static void Paragraph(StringBuilder text, string words, int indent, int width)
    {
        int column = indent;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > indent && column + 1 + word.Length > width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }

    private static void Group(StringBuilder text, string title, IReadOnlyList<Flag> flags, int width)
    {
        text.Append('\n').Append(title).Append('\n');
        foreach (Flag flag in flags)
        {
            string domain = flag.Domain.Length == 0
                ? string.Empty
                : $" {char.ToUpperInvariant(flag.Domain[0])}{flag.Domain[1..]}";
            string usual = flag.Usual.Length == 0 ? string.Empty : $"default {flag.Usual}";
            string tail = domain.Length == 0 ? (usual.Length == 0 ? string.Empty : $" Default {flag.Usual}.")
                : usual.Length == 0 ? domain + "." : $"{domain}; {usual}.";
            Entry(text, $"{flag.Option.Name} {flag.ValueName}".TrimEnd(), flag.Text + tail, width);
        }
    }

    private static void Entry(StringBuilder text, string name, string description, int width)
    {
        string head = "  " + name;
        if (head.Length >= NameWidth)
        {
            text.Append(head).Append('\n').Append(' ', NameWidth);
        }
        else
        {
            text.Append(head.PadRight(NameWidth));
        }

        Paragraph(text, description, NameWidth, width);
    }
}
