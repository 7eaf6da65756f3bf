using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>A posterior over models as files for other programs.</summary>
internal static class SelectionFiles
{
    /// <summary>Writes all files.</summary>
    internal static void Write(string folder, SelectionPosterior posterior)
    {
        Csv("inclusion.csv", SelectionLists.Inclusion(posterior, 0));
        Csv("coefficients.csv", SelectionLists.Coefficients(posterior));
        Csv("models.csv", SelectionLists.Models(posterior));
        if (posterior.Edges.Count > 0)
        {
            Csv("edges.csv", SelectionLists.Edges(posterior, 0));
        }

        void Csv(string name, ResultTable table) =>
            AtomicFile.WriteText(Path.Combine(folder, name), TableText.ToCsv(table));
    }
}
