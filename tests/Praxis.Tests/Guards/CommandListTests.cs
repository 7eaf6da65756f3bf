using System.Text;
using Praxis.App;
using Praxis.Cli;

namespace Praxis.Tests.Guards;

public sealed class CommandListTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests/Praxis.Tests/Guards/options.txt");

    /// <summary>A changed flag breaks somebody's script: renew with PRAXIS_UPDATE_GOLDENS=1 and say so in
    /// CHANGELOG.md.</summary>
    [Fact]
    public void Flags_OfAllVerbs_EqualTheCommittedListing()
    {
        string listing = Listing();
        if (Environment.GetEnvironmentVariable("PRAXIS_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(Golden, listing);
        }

        Assert.Equal(File.ReadAllText(Golden), listing);
    }

    [Fact]
    public void Flags_OfAVerb_AreNamedOnce() => Assert.All(new CommandTree(MethodCatalog.All).Verbs, entry =>
    {
        string[] names =
        [
            .. entry.Verb.Groups.SelectMany(group => group.Flags).Select(flag => flag.Name),
            "verbose",
            "help",
        ];
        Assert.Equal(names.Distinct(), names);
    });

    private static string Listing()
    {
        var text = new StringBuilder();
        foreach ((string path, Verb verb) in new CommandTree(MethodCatalog.All).Verbs
            .OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            text.Append(path);
            text.AppendJoin(string.Empty, verb.Arguments.Select(argument => " " + argument.Name)).Append('\n');
            foreach (Flag flag in verb.Groups.SelectMany(group => group.Flags))
            {
                string domain = flag.Domain.Length > 0
                    ? flag.Domain
                    : flag.ValueName.Length > 0 ? flag.ValueName : "switch";
                text.Append($"    --{flag.Name}: {domain}");
                text.Append(flag.Usual.Length > 0 ? $" (default {flag.Usual})\n" : "\n");
            }
        }

        return text.ToString();
    }
}
