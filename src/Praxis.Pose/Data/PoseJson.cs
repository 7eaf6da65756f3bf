using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Reads annotations in JSON and puts what is wrong with it into one line.</summary>
internal static class PoseJson
{
    private static readonly JsonSerializerOptions Loose = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Whether a path is a JSON file that begins with the bracket, an object's or a list's.</summary>
    public static bool BeginsWith(string path, char bracket)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using var reader = new StreamReader(path);
            int next = reader.Read();
            while (next >= 0 && char.IsWhiteSpace((char)next))
            {
                next = reader.Read();
            }

            return next == bracket;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; a byte order mark is passed over.</param>
    /// <param name="what">What it should be, as in "COCO keypoints".</param>
    public static T Read<T>(string path, string what)
        where T : class
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Loose)
                ?? throw new InputException($"{path}: is null; write {what} again");
        }
        catch (JsonException wrong)
        {
            string place = wrong.Path is { Length: > 1 } where ? $" at {CellText.Plain(where)}" : "";
            throw new InputException(
                $"{path}:{wrong.LineNumber + 1}: is not {what}{place} (cut off, no number, or of another kind than"
                + " wanted); mend it or write the file again", wrong);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path", absent);
        }
    }
}
