using System.CommandLine;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>A flag with all that help and listings say about it. Its value stays text; the options schema reads
/// it.</summary>
internal sealed class Flag
{
    private Flag(Option option, string valueName, string text, string domain, string usual)
    {
        Option = option;
        ValueName = valueName;
        Text = text;
        Domain = domain;
        Usual = usual;
        option.Description = text;
    }

    /// <summary>The flag in the command tree.</summary>
    public Option Option { get; }

    /// <summary>The flag without dashes.</summary>
    public string Name => Option.Name[2..];

    /// <summary>What stands for the value in help; empty for a switch.</summary>
    public string ValueName { get; }

    /// <summary>One sentence.</summary>
    public string Text { get; }

    /// <summary>What the value must be, in words; empty where the sentence says it.</summary>
    public string Domain { get; }

    /// <summary>The default as typed; empty for none.</summary>
    public string Usual { get; }

    /// <summary>A flag that takes a value.</summary>
    public static Flag Value(string name, string valueName, string text, string usual = "") =>
        new(new Option<string>("--" + name), valueName, text, string.Empty, usual);

    /// <summary>A flag that is on when it stands alone.</summary>
    public static Flag Switch(string name, string text, params string[] aliases) =>
        new(new Option<bool>("--" + name, aliases), string.Empty, text, string.Empty, string.Empty);

    /// <summary>The flag of an option of a method.</summary>
    public static Flag Of(OptionSpec spec) => Of(spec, spec.Text);

    /// <summary>The flag of an option, with other words.</summary>
    public static Flag Of(OptionSpec spec, string text) => Of(spec, text, spec.Domain, spec.DefaultText);

    /// <summary>The flag of options of one name that take different values, as the words say.</summary>
    public static Flag OfSeveral(OptionSpec first, string text) => Of(first, text, string.Empty, string.Empty);

    private static Flag Of(OptionSpec spec, string text, string domain, string usual)
    {
        Option option = spec.ValueType == typeof(bool)
            ? new Option<bool>("--" + spec.Flag)
            : new Option<string>("--" + spec.Flag);
        string valueName = spec.ValueType == typeof(bool) ? "[true|false]"
            : spec.Choices.Count > 0 ? "NAME"
            : spec.ValueType == typeof(string) ? "TEXT"
            : "NUMBER";
        return new Flag(option, valueName, text, domain, usual);
    }

    /// <summary>The flags of all options of a schema.</summary>
    public static IReadOnlyList<Flag> Of(OptionsSchema schema) => [.. schema.Specs.Select(Of)];

    /// <summary>The value as typed, "true" for a switch that stands alone, or null when the flag was not
    /// given.</summary>
    /// <exception cref="UsageException">The flag names a place, and its value is empty.</exception>
    public string? Given(ParseResult parsed)
    {
        string? text = parsed.GetResult(Option) is { Implicit: false } found
            ? found.Tokens.Count == 0 ? "true" : found.Tokens[^1].Value
            : null;
        return text is { Length: 0 } && ValueName is "PATH" or "FOLDER" or "FILE" or "RUN"
            ? throw new UsageException($"--{Name} needs a {ValueName}, and what was given is empty; name one")
            : text;
    }

    /// <summary>Whether a switch was given and not denied.</summary>
    public bool IsOn(ParseResult parsed) => bool.TryParse(Given(parsed), out bool truth) && truth;
}
