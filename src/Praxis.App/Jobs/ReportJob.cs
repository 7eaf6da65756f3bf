using Praxis.Core;

namespace Praxis.App;

/// <summary>Renders a run's report anew.</summary>
public sealed class ReportJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public ReportJob(JobEnvironment environment) => _environment = environment;

    /// <summary>Writes report.html from what the run folder holds.</summary>
    /// <param name="idOrPath">The run, which must be whole.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="PraxisException">The run is not there, not whole or damaged.</exception>
    public string Run(string idOrPath)
    {
        RunFolder folder = _environment.Store.OpenWhole(idOrPath);
        RunManifest manifest = folder.ReadManifest();
        Method method = MethodCatalog.Find(_environment.Methods, manifest.Method);
        var content = new ReportContent(manifest, method, folder.ReadResults(), folder.ReadEvents());
        AtomicFile.WriteText(folder.ReportPath, HtmlReport.Render(content));
        return folder.ReportPath;
    }
}
