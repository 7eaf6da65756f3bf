using System.Text.Json;
using Praxis.Core;

namespace Praxis.Recommend;

// Identities as typed: separated by commas, or @FILE with one a line; a .json file holds an array of texts, so that
// identities with commas or line breaks can be given too.
internal static class IdentityList
{
    public static string[] Parse(string flag, string text)
    {
        if (!text.StartsWith('@'))
        {
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        string path = text[1..];
        if (Directory.Exists(path))
        {
            throw new InputException($"--{flag} {text}: is a folder; pass a file with one identity a line");
        }

        try
        {
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                ? JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(path)) ?? []
                : [.. File.ReadLines(path).Where(static line => line.Length > 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException(
                $"--{flag} {text}: cannot be read ({exception.Message}); check the file", exception);
        }
    }
}
