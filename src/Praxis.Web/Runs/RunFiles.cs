using Praxis.Core;

namespace Praxis.Web;

/// <summary>Files of a run for other programs: tables and graphs beside the model. The model itself is not among
/// them.</summary>
internal static class RunFiles
{
    private static readonly string[] Endings = [".csv", ".graphml", ".dot"];

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> List(RunFolder folder) => !Directory.Exists(folder.ModelPath)
        ? []
        :
        [
            .. new DirectoryInfo(folder.ModelPath).EnumerateFiles()
                .Where(static file => file.LinkTarget is null && Endings.Contains(file.Extension))
                .Select(static file => file.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Where one of them lies.</summary>
    /// <exception cref="RefusalException">There is no such file among them.</exception>
    public static string PathOf(RunFolder folder, string name) => List(folder).Contains(name)
        ? Path.Combine(folder.ModelPath, name)
        : throw new RefusalException(
            404, $"run {folder.Id} has no such file for others; its page and GET /runs/{folder.Id}/files list them");
}
