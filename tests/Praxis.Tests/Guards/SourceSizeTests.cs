using System.Text.RegularExpressions;

namespace Praxis.Tests.Guards;

public sealed partial class SourceSizeTests
{
    private const int MostFileLines = 500;
    private const int MostMethodLines = 100;
    private const int MostColumns = 120;

    // A file, or a file and a method after a colon, with the reason beside it. Keep it short.
    private static readonly HashSet<string> Exceptions =
    [
    ];

    public static TheoryData<string> Files => [.. Repository.SourceFiles.Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_Size_IsWithinTheLimit(string file)
    {
        int lines = File.ReadAllLines(Path.Combine(Repository.Root, file)).Length;

        Assert.True(
            lines <= MostFileLines || Exceptions.Contains(file),
            $"{file} has {lines} lines; the limit is {MostFileLines}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Methods_Size_IsWithinTheLimit(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
        foreach ((string name, int length) in Methods(lines))
        {
            Assert.True(
                length <= MostMethodLines || Exceptions.Contains($"{file}:{name}"),
                $"{file}: {name} has {length} lines; the limit is {MostMethodLines}");
        }
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("bench")]
    public void Lines_Length_IsWithinTheLimit(string folder)
    {
        string[] tooLong = [.. Repository.FilesOf(folder).SelectMany(path => File.ReadAllLines(path)
            .Select((line, i) => (Place: $"{Repository.Relative(path)}:{i + 1}", Length: Columns(line)))
            .Where(line => line.Length > MostColumns)
            .Select(line => $"{line.Place} has {line.Length} characters; the limit is {MostColumns}"))];

        Assert.True(tooLong.Length == 0, string.Join('\n', tooLong));
    }

    [Fact]
    public void Exceptions_List_StaysShort() => Assert.InRange(Exceptions.Count, 0, 5);

    [Fact]
    public void Methods_OfASample_AreCounted()
    {
        string[] lines =
        [
            "public sealed class A",
            "{",
            "    public void Long(",
            "        int x)",
            "    {",
            "        if (x > 0)",
            "        {",
            "        }",
            "    }",
            "}",
        ];

        Assert.Equal([("Long", 5)], Methods(lines));
    }

    // A character outside the basic plane is two chars but one column.
    private static int Columns(string line) => line.EnumerateRunes().Count();

    // With Allman braces and four spaces a member's body begins with a lone brace and ends with one of the same depth,
    // so no parser is needed. A body's length counts its braces.
    private static IEnumerable<(string Name, int Length)> Methods(string[] lines)
    {
        string name = string.Empty;
        for (int i = 0; i < lines.Length; i++)
        {
            Match declared = Declaration().Match(lines[i]);
            if (declared.Success)
            {
                name = declared.Groups["name"].Value;
            }

            if (name.Length > 0 && Opening().Match(lines[i]) is { Success: true } opening)
            {
                string closing = opening.Groups["indent"].Value + "}";
                int end = Array.FindIndex(lines, i, line => line.StartsWith(closing, StringComparison.Ordinal));
                Assert.True(end > i, $"line {i + 1}: the body of {name} does not end at its own depth");
                yield return (name, end - i + 1);
                name = string.Empty;
                i = end;
            }
        }
    }

    [GeneratedRegex(
        "^ +(?:(?:public|internal|protected|private|static|sealed|override|abstract|unsafe|async|extern|readonly|new"
            + @"|partial) )+(?!class|record|struct|interface|enum)[^=;]*?(?<name>\w+)(?:<[^>]*>)?\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<indent> +)\{$")]
    private static partial Regex Opening();
}
