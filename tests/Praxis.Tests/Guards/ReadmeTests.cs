using System.CommandLine;
using System.Text.RegularExpressions;
using Praxis.App;
using Praxis.Cli;

namespace Praxis.Tests.Guards;

public sealed partial class ReadmeTests
{
    private const string Runner = "dotnet run --project src/Praxis.Cli -c Release -- ";

    [Fact]
    public void Snippets_Commands_AreOfAKnownForm()
    {
        string[] commands = [.. Commands(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")))];

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            ParseResult parsed = new CommandTree(MethodCatalog.All).Parse(words);
            Assert.Null(ParseProblem.Of(parsed)?.Message);
        });
    }

    [Fact]
    public void Readme_Length_IsWithinTheLimit() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Length, 1, 150);

    [Fact]
    public void Documents_Links_LeadToFiles()
    {
        string[] documents =
        [
            .. Directory.GetFiles(Repository.Root, "*.md"),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        foreach (string document in documents)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups["path"].Value);
                Assert.True(Path.Exists(target), $"{document}: the link to {link.Groups["path"].Value} leads nowhere");
            }
        }
    }

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#\s]+)")]
    private static partial Regex Link();

    private static IEnumerable<string> Commands(string[] lines)
    {
        bool isShell = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isShell = !isShell && line == "```sh";
            }
            else if (isShell)
            {
                string command = line.Split(" #")[0].Trim();
                string? words = command.StartsWith("praxis ", StringComparison.Ordinal) ? command["praxis ".Length..]
                    : command.StartsWith(Runner, StringComparison.Ordinal) ? command[Runner.Length..]
                    : null;
                if (words is not null)
                {
                    yield return words;
                }
            }
        }
    }
}
