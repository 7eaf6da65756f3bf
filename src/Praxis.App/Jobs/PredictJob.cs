using Praxis.Core;

namespace Praxis.App;

/// <summary>Asks a fitted run.</summary>
public sealed class PredictJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public PredictJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Answers.</summary>
    /// <param name="idOrPath">The run.</param>
    /// <param name="values">The question, as typed, by flag without dashes.</param>
    /// <param name="threadCount">How many threads may be used.</param>
    /// <returns>The answers, a row each.</returns>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    public ResultTable Run(string idOrPath, IReadOnlyDictionary<string, string> values, int threadCount)
    {
        RunFolder folder = _environment.Store.OpenWhole(idOrPath);
        RunManifest manifest = folder.ReadManifest();
        Method method = MethodCatalog.Find(_environment.Methods, manifest.Method);
        object options = method.PredictOptions.Create(values);
        return method.Predict(folder.ModelPath, options, new FitContext
        {
            Seed = manifest.Seed,
            ThreadCount = threadCount,
            Clock = _environment.Clock,
            Cancellation = _environment.Cancellation,
            Report = _environment.Report,
        });
    }

    /// <summary>Writes answers into a file whose ending tells the form.</summary>
    /// <param name="table">The answers.</param>
    /// <param name="path">A path that ends in .csv or .json.</param>
    /// <exception cref="UsageException">The ending is another.</exception>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void Write(ResultTable table, string path)
    {
        string text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => TableText.ToCsv(table),
            ".json" => TableText.ToJson(table) + "\n",
            _ => throw RefuseEnding(path),
        };
        AtomicFile.WriteText(path, text);
    }

    /// <summary>Checks the ending of an output file before any work is done.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="UsageException">The ending is neither .csv nor .json.</exception>
    public static void RequireEnding(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".json"))
        {
            throw RefuseEnding(path);
        }
    }

    private static UsageException RefuseEnding(string path) => new($"--output must end in .csv or .json; got {path}");
}
