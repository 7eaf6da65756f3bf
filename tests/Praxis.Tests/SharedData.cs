namespace Praxis.Tests;

/// <summary>Data that tests may use and the repository may not hold; tests are skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The root of the working tree.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a shared file or folder; skips the test when it is not there.</summary>
    public static string PathOf(string name)
    {
        string path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", name));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"needs ../shared/data/{name} beside the repository");
        }

        return path;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Praxis.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("no folder above the tests holds Praxis.slnx");
    }
}
