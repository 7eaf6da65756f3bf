using System.Text.Json;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>A question with the files it needs, which go when it is answered.</summary>
internal sealed class AskedQuestion(string folder) : IDisposable
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Shown)> _files = [];

    /// <summary>Gives a value as typed.</summary>
    public void Set(string flag, string text) => _values[flag] = text;

    /// <summary>Gives a file of this question, which is shown by another name.</summary>
    public void Set(string flag, string path, string shown)
    {
        _values[flag] = path;
        _files.Add((path, shown));
    }

    /// <summary>Asks, and says of files what who asks calls them.</summary>
    /// <param name="ask">Answers the values, by flag.</param>
    /// <exception cref="PraxisException">The question cannot be used.</exception>
    public PredictAnswer Ask(Func<IReadOnlyDictionary<string, string>, PredictAnswer> ask)
    {
        try
        {
            PredictAnswer answer = ask(_values);
            return answer with { Notices = [.. answer.Notices.Select(Shown)] };
        }
        catch (InputException exception) when (Shown(exception.Message) is var shown && shown != exception.Message)
        {
            throw new InputException(shown, exception);
        }
    }

    private string Shown(string text) => _files.Aggregate(
        text, static (told, file) => told.Replace(file.Path, file.Shown, StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Makes of a question in JSON what the command line would have got, and lets no value name a file that is
/// not allowed.</summary>
internal sealed class QuestionReader(DataPlaces places, PredictionFiles files, ServerFolder folder)
{
    private const int MostRows = 100_000;
    private const long MostBytes = 64 << 20;

    /// <summary>Reads a question.</summary>
    /// <param name="method">The method that is asked.</param>
    /// <param name="options">Values by flag.</param>
    /// <param name="outputId">The folder of files that the answer made, or null.</param>
    /// <exception cref="PraxisException">A value cannot be used.</exception>
    public AskedQuestion Read(
        Method method, IReadOnlyDictionary<string, JsonElement>? options, out string? outputId)
    {
        outputId = null;
        string own = Path.Combine(folder.Folder("questions"), PredictionFiles.NewId());
        var question = new AskedQuestion(own);
        try
        {
            foreach ((string flag, JsonElement value) in options ?? new Dictionary<string, JsonElement>())
            {
                if (value.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }

                if (method.PredictFileFlags.Contains(flag))
                {
                    SetFile(question, flag, value, own);
                    continue;
                }

                question.Set(flag, method.PredictFolderFlags.Contains(flag)
                    ? OutputFolder(flag, value, ref outputId)
                    : PlainText(flag, value, own));
            }

            return question;
        }
        catch
        {
            question.Dispose();
            throw;
        }
    }

    // The caller may want files, but does not choose where they are written.
    private string OutputFolder(string flag, JsonElement value, ref string? outputId)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.False:
            case JsonValueKind.String when ApiJson.Text(value)!.Length == 0:
                return string.Empty;
            case JsonValueKind.True:
                outputId ??= PredictionFiles.NewId();
                return files.FolderOf(outputId);
            default:
                throw new InputException($"options.{flag} must be true or false; the server chooses the folder");
        }
    }

    private void SetFile(AskedQuestion question, string flag, JsonElement value, string own)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            string rows = Path.Combine(Directory.CreateDirectory(own).FullName, $"{flag}.csv");
            File.WriteAllText(rows, Csv(flag, value));
            question.Set(flag, rows, $"options.{flag}");
            return;
        }

        string text = ApiJson.Text(value)
            ?? throw new InputException($"options.{flag} must be a path, upload:ID, or a list of rows as objects");
        string path = text.Length == 0 ? text : places.Resolve(text);
        if (path.Length > 0 && new FileInfo(path) is { Exists: true, Length: > MostBytes } file)
        {
            throw new RefusalException(413, $"{Path.GetFileName(path)} has {file.Length} bytes, and a question's file "
                + $"may have {MostBytes}; ask about it in parts, or by 'praxis predict'");
        }

        if (DataPlaces.IsUpload(text))
        {
            question.Set(flag, path, Path.GetFileName(path));
        }
        else
        {
            question.Set(flag, path);
        }
    }

    private static string PlainText(string flag, JsonElement value, string own)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            string[] names = [.. value.EnumerateArray().Select(name =>
                name.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? ApiJson.Text(name)!
                    : throw new InputException($"options.{flag} must be a list of texts"))];
            if (names.Length > 0 && names.All(IsPlain))
            {
                return string.Join(',', names);
            }

            // The flag is not yet known to be one: it names no file.
            string path = Path.Combine(Directory.CreateDirectory(own).FullName, PredictionFiles.NewId() + ".json");
            File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(names));
            return "@" + path;
        }

        string text = ApiJson.Text(value)
            ?? throw new InputException($"options.{flag} must be a text, a number, true, false or a list of texts");
        return text.StartsWith('@')
            ? throw new InputException(
                $"options.{flag}: @FILE names a file of the server and is not read; give the names themselves")
            : text;
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name[0] != '@' && !name.Contains(',') && name.Trim() == name;

    private static string Csv(string flag, JsonElement rows)
    {
        if (rows.GetArrayLength() is 0 or > MostRows
            || rows.EnumerateArray().Any(static row => row.ValueKind != JsonValueKind.Object))
        {
            throw new InputException($"options.{flag} must be a list of 1 to {MostRows} objects, a row each");
        }

        string[] columns = [.. rows.EnumerateArray()
            .SelectMany(static row => row.EnumerateObject()).Select(static cell => cell.Name).Distinct()];
        if (columns.Length == 0)
        {
            throw new InputException($"options.{flag}: its rows have no columns; give values by the columns' names");
        }

        var cells = rows.EnumerateArray().Select(row => (IReadOnlyList<object?>)[.. columns.Select(column =>
            row.TryGetProperty(column, out JsonElement cell) && cell.ValueKind != JsonValueKind.Null
                ? ApiJson.Text(cell) ?? throw new InputException($"options.{flag}: a cell of {column} is no value")
                : null)]);
        return TableText.ToCsv(new ResultTable(flag, flag, columns, [.. cells]));
    }
}
