using Praxis.Core;

namespace Praxis.App;

/// <summary>Writes the model of a fitted run as ONNX, for other runtimes.</summary>
public sealed class ExportJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public ExportJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Writes the file.</summary>
    /// <param name="idOrPath">The run.</param>
    /// <param name="path">The file; ends in .onnx.</param>
    /// <returns>Inputs and outputs of the file, in one line.</returns>
    /// <exception cref="PraxisException">The run cannot be written so, or the file cannot.</exception>
    public string Run(string idOrPath, string path)
    {
        if (!Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--output must end in .onnx; got {path}");
        }

        RunFolder folder = _environment.Store.OpenWhole(idOrPath);
        return MethodCatalog.Find(_environment.Methods, folder.ReadManifest().Method).Export(folder.ModelPath, path);
    }
}
