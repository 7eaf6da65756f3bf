namespace Praxis.Tests.Recommend;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
