namespace Praxis.EndToEnd.Tests;

/// <summary>A run of hstu on a small log, fitted once for all tests of a class.</summary>
public sealed class FittedRun : IDisposable
{
    public static readonly string[] FastOptions =
        ["--epoch-count", "3", "--width", "16", "--layer-count", "1", "--batch-size", "32", "--negative-count", "16"];

    public FittedRun()
    {
        DataPath = EventFile.Write(Praxis.PathOf("events.csv"));
        string[] words = ["fit", "hstu", "--data", DataPath, "--name", "fitted", "--json", .. FastOptions];
        Fit = Praxis.Run(words).MustSucceed();
    }

    internal PraxisProcess Praxis { get; } = new();

    internal string DataPath { get; }

    /// <summary>How the fit ended.</summary>
    internal ProcessResult Fit { get; }

    internal string Folder => Praxis.PathOf("runs", "fitted");

    public void Dispose() => Praxis.Dispose();
}
