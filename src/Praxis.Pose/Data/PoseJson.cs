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

    /// <summary>Refuses a list with a hole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Of the list.</param>
    /// <param name="list">The list.</param>
    public static void RequireWhole<T>(string path, string name, IReadOnlyList<T?> list)
        where T : class
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
            {
                throw new InputException($"{path}: {name}[{i}] is null; write it or cut it");
            }
        }
    }

    /// <summary>Whether a file is UTF-16, with its mark or without: one of the first two bytes is 0.</summary>
    public static bool IsWide(string path)
    {
        using FileStream stream = File.OpenRead(path);
        (int first, int second) = (stream.ReadByte(), stream.ReadByte());
        return (first, second) is (0xFE, 0xFF) or (0xFF, 0xFE) || first == 0 || second == 0;
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
            if (IsWide(path))
            {
                throw new InputException($"{path}: is not UTF-8; save it as UTF-8", wrong);
            }

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
