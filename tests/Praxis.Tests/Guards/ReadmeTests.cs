using System.CommandLine;
using Praxis.App;
using Praxis.Cli;

namespace Praxis.Tests.Guards;

public sealed class ReadmeTests
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
