using System.CommandLine;

namespace Praxis.Cli;

/// <summary>Flags that stand together in help.</summary>
/// <param name="Title">The line above them.</param>
/// <param name="Flags">The flags, in order.</param>
internal sealed record FlagGroup(string Title, IReadOnlyList<Flag> Flags)
{
    /// <summary>The values that were given, by flag without dashes.</summary>
    public IReadOnlyDictionary<string, string> Given(ParseResult parsed) => Flags
        .Select(flag => (flag.Name, Text: flag.Given(parsed)))
        .Where(flag => flag.Text is not null)
        .ToDictionary(flag => flag.Name, flag => flag.Text!);
}
