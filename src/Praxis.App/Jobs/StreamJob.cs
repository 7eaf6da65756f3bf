using Praxis.Core;

namespace Praxis.App;

/// <summary>Answers frame by frame with a fitted run.</summary>
public sealed class StreamJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public StreamJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Reads frames until there are no more, and writes an answer for each.</summary>
    /// <param name="idOrPath">The run.</param>
    /// <param name="input">A frame a line.</param>
    /// <param name="output">Receives an answer a line, each at once.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="PraxisException">The run has no stream, or a line cannot be read.</exception>
    public ResultTable Run(string idOrPath, TextReader input, TextWriter output)
    {
        RunFolder folder = _environment.Store.OpenWhole(idOrPath);
        RunManifest manifest = folder.ReadManifest();
        Method method = MethodCatalog.Find(_environment.Methods, manifest.Method);
        return method.Stream(folder.ModelPath, input, output, new FitContext
        {
            Seed = manifest.Seed,
            Clock = _environment.Clock,
            Cancellation = _environment.Cancellation,
            Report = _environment.Report,
        });
    }
}
