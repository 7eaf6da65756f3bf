using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Calls files as users know them: an upload by its name, a sample and a run without the folders that they lie
/// in on the server.</summary>
public sealed class ShownPaths
{
    private readonly string _uploads;
    private readonly string _samples;
    private readonly string _store;

    internal ShownPaths(JobEnvironment environment, ServerFolder folder)
    {
        _uploads = folder.Folder("uploads");
        _samples = Path.GetFullPath(environment.SampleRoot);
        _store = Path.TrimEndingDirectorySeparator(Path.GetFullPath(environment.Store.Root));
    }

    /// <summary>A text in which files of the server are called so.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, shorter or the same.</returns>
    public string Of(string text)
    {
        string shown = text;
        if (shown.Contains(_uploads, StringComparison.Ordinal))
        {
            shown = Regex.Replace(
                shown, Regex.Escape(_uploads + Path.DirectorySeparatorChar) + "[0-9a-f]{32}[.][a-z.]+/", string.Empty);
        }

        return shown
            .Replace(_samples, "samples", StringComparison.Ordinal)
            .Replace(_store + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal)
            .Replace(_store, Path.GetFileName(_store), StringComparison.Ordinal);
    }

    /// <summary>The line of a run with its data called so.</summary>
    internal RunEntry Of(RunEntry run) => run.DataPath is { } path ? run with { DataPath = Of(path) } : run;

    /// <summary>An event with what it tells called so.</summary>
    internal FitEvent Of(FitEvent happened) => happened switch
    {
        NoticeEvent notice => notice with { Message = Of(notice.Message) },
        PhaseEvent phase => phase with { Name = Of(phase.Name) },
        _ => happened,
    };

    /// <summary>What a run says of itself, with its files called so.</summary>
    internal RunManifest Of(RunManifest manifest) => manifest with
    {
        DataPath = manifest.DataPath is { } path ? Of(path) : null,
        InputOptions = Of(manifest.InputOptions),
        Data = [.. manifest.Data.Select(Of)],
        ContinuedFrom = manifest.ContinuedFrom is { } earlier ? Of(earlier) : null,
        ContinuedModel = [.. manifest.ContinuedModel.Select(Of)],
    };

    /// <summary>Results with what their notes name called so.</summary>
    internal RunResults Of(RunResults results) => results with { Notes = [.. results.Notes.Select(Of)] };

    private Fingerprint Of(Fingerprint print) => print with { Path = Of(print.Path) };

    private JsonElement Of(JsonElement options)
    {
        JsonObject shown = JsonObject.Create(options)!;
        foreach ((string name, JsonNode? value) in shown.ToArray())
        {
            if (value?.GetValueKind() == JsonValueKind.String)
            {
                shown[name] = Of((string)value!);
            }
        }

        return JsonSerializer.SerializeToElement(shown);
    }
}
