using System.Text.Json;

namespace Praxis.Core;

/// <summary>A run on disk. It fills <c>ID.partial</c> and is renamed when whole, so a folder without the suffix is
/// whole.</summary>
public sealed class RunFolder
{
    /// <summary>The suffix of a run that is not whole.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>Begins the name of a folder that becomes a run when it has its run.json.</summary>
    public const string UnbornPrefix = ".new-";

    // A file that says null where something must stand is damaged.
    private static readonly JsonSerializerOptions Strict = new(PraxisJson.Indented)
    {
        RespectNullableAnnotations = true,
    };

    private RunFolder(string path) => Path = path;

    /// <summary>Where the run lies now; changes when it becomes whole.</summary>
    public string Path { get; private set; }

    /// <summary>The run's identity: its folder's name without the suffix.</summary>
    public string Id => IsWhole
        ? System.IO.Path.GetFileName(Path)
        : System.IO.Path.GetFileName(Path)[..^PartialSuffix.Length];

    /// <summary>Whether the run is whole.</summary>
    public bool IsWhole => !Path.EndsWith(PartialSuffix, StringComparison.Ordinal);

    /// <summary>The folder of the fitted model.</summary>
    public string ModelPath => System.IO.Path.Combine(Path, "model");

    /// <summary>The folder of the checkpoints; gone when the run is whole.</summary>
    public string CheckpointPath => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>The kept events, one JSON object a line.</summary>
    public string EventsPath => System.IO.Path.Combine(Path, "metrics.jsonl");

    /// <summary>The results.</summary>
    public string ResultsPath => System.IO.Path.Combine(Path, "metrics.json");

    /// <summary>The report.</summary>
    public string ReportPath => System.IO.Path.Combine(Path, "report.html");

    /// <summary>The log.</summary>
    public string LogPath => System.IO.Path.Combine(Path, "log.txt");

    private string ManifestPath => System.IO.Path.Combine(Path, "run.json");

    /// <summary>Whether a text can be the name of a run.</summary>
    /// <param name="id">The text.</param>
    /// <returns>True for 1 to 120 letters, digits, '-', '_' or '.' that neither begin with '.' or '-' nor end as a
    /// partial run's folder does.</returns>
    public static bool IsName(string id) =>
        id.Length is > 0 and <= 120
        && id[0] is not ('.' or '-')
        && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && !id.EndsWith(PartialSuffix, StringComparison.Ordinal);

    /// <summary>Refuses a text that cannot be the name of a run.</summary>
    /// <param name="id">The text.</param>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void RequireName(string id)
    {
        if (!IsName(id))
        {
            throw new UsageException("--name must be 1 to 120 letters, digits, '-', '_' or '.', with neither '.' nor "
                + $"'-' at the beginning and no {PartialSuffix} at the end; got \"{id}\"");
        }
    }

    /// <summary>Makes a new partial run. It is there from the first with its run.json, or not at all.</summary>
    /// <param name="root">The store's folder; made when it is not there.</param>
    /// <param name="manifest">Its run.json; neither a whole nor a partial run of its identity may exist.</param>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">The name is taken or cannot be a folder's name.</exception>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public static RunFolder Create(string root, RunManifest manifest)
    {
        string id = manifest.Id;
        RequireName(id);
        string whole = System.IO.Path.Combine(System.IO.Path.GetFullPath(root), id);
        string partial = whole + PartialSuffix;
        UsageException Taken(Exception? inner) =>
            new($"--name {id}: a run of that name exists in {root}; choose another name", inner);
        if (System.IO.Path.Exists(whole) || System.IO.Path.Exists(partial))
        {
            throw Taken(null);
        }

        string unborn = System.IO.Path.Combine(System.IO.Path.GetFullPath(root), UnbornPrefix + id);
        try
        {
            Directory.CreateDirectory(unborn);
            new RunFolder(unborn).WriteManifest(manifest);

            // Of two processes that come to one name at once, the one whose folder gets it has the run.
            Directory.Move(unborn, partial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StorageException)
        {
            DeleteIfThere(unborn);
            throw Directory.Exists(partial)
                ? Taken(exception)
                : new StorageException(
                    $"{root}: cannot be written ({exception.Message}); choose another folder with --out", exception);
        }

        return new RunFolder(partial);
    }

    /// <summary>Opens a run, whole or partial.</summary>
    /// <param name="path">The folder, with or without the suffix.</param>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">There is no run.</exception>
    public static RunFolder Open(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        string? found = new[] { full, full + PartialSuffix }
            .FirstOrDefault(candidate => File.Exists(System.IO.Path.Combine(candidate, "run.json")));
        return found is null
            ? throw new UsageException($"{path}: no run there; 'praxis runs' lists them")
            : new RunFolder(found);
    }

    /// <summary>Reads run.json.</summary>
    /// <returns>The manifest.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public RunManifest ReadManifest()
    {
        RunManifest manifest = ReadJson<RunManifest>(ManifestPath);
        if (manifest.FormatVersion > RunManifest.NewestFormat)
        {
            throw new InputException($"{ManifestPath}: has form {manifest.FormatVersion}, and this program reads up to "
                + $"{RunManifest.NewestFormat}; take the newer praxis that made it");
        }

        return manifest.Options.ValueKind != JsonValueKind.Object
            || manifest.InputOptions.ValueKind != JsonValueKind.Object
            || Lacks(manifest.Data)
            || Lacks(manifest.ContinuedModel)
            ? throw new InputException($"{ManifestPath}: lacks a part of what was asked; the run folder is damaged")
            : manifest;
    }

    /// <summary>Writes run.json.</summary>
    /// <param name="manifest">The manifest.</param>
    public void WriteManifest(RunManifest manifest) => WriteJson(ManifestPath, manifest);

    /// <summary>Reads metrics.json.</summary>
    /// <returns>The results.</returns>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public RunResults ReadResults()
    {
        RunResults results = ReadJson<RunResults>(ResultsPath);
        return results.Metrics is null || Lacks(results.Tables) || Lacks(results.Charts) || Lacks(results.Notes)
            || Lacks(results.Graphs ?? []) || Lacks(results.Pictures ?? []) || Lacks(results.UnitScores ?? [])
            ? throw new InputException($"{ResultsPath}: lacks a part of the results; the run folder is damaged")
            : results;
    }

    /// <summary>Writes metrics.json.</summary>
    /// <param name="results">The results.</param>
    public void WriteResults(RunResults results) => WriteJson(ResultsPath, results);

    /// <summary>Reads the kept events, in order; a last line cut by a kill is left out.</summary>
    /// <returns>The events.</returns>
    public IReadOnlyList<FitEvent> ReadEvents()
    {
        if (!File.Exists(EventsPath))
        {
            return [];
        }

        var events = new List<FitEvent>();
        foreach (string line in File.ReadLines(EventsPath))
        {
            try
            {
                events.Add(JsonSerializer.Deserialize<FitEvent>(line, PraxisJson.Line)!);
            }
            catch (JsonException)
            {
                break;
            }
        }

        return events;
    }

    /// <summary>Renames the partial run to its final name; from then on it never changes but for its report.</summary>
    /// <exception cref="StorageException">The final name is taken or the rename failed.</exception>
    public void Complete()
    {
        string whole = Path[..^PartialSuffix.Length];
        try
        {
            Directory.Move(Path, whole);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{whole}: the finished run stays in {Path} ({exception.Message})", exception);
        }

        Path = whole;
    }

    /// <summary>Deletes a partial run that holds nothing worth resuming.</summary>
    public void Discard()
    {
        if (!IsWhole)
        {
            DeleteIfThere(Path);
        }
    }

    private static bool Lacks(IEnumerable<object?>? parts) => parts is null || parts.Contains(null);

    private static void DeleteIfThere(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static T ReadJson<T>(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Strict) ?? throw new JsonException("it is empty");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            string why = exception is UnauthorizedAccessException ? "check its rights" : "the run folder is damaged";
            throw new InputException($"{path}: cannot be read ({exception.Message}); {why}", exception);
        }
    }

    private static void WriteJson<T>(string path, T value) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, value, PraxisJson.Indented));
}
