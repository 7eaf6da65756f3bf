using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class ApiKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_AKey_KeepsOnlyItsHash()
    {
        ApiKeys keys = Open();
        string secret = keys.Add("ann", "read,predict");

        Assert.DoesNotContain(secret, File.ReadAllText(_folder["keys.json"]), StringComparison.Ordinal);
        Assert.Equal(ApiScope.Read | ApiScope.Predict, Open().Find(secret)!.Granted);
        Assert.Null(Open().Find(secret + "x"));
        Assert.Null(Open().Find(string.Empty));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["keys.json"]));
        }
    }

    [Fact]
    public void Remove_AKey_RefusesItsHolder()
    {
        ApiKeys keys = Open();
        string secret = keys.Add("ann", "read");
        keys.Remove("ann");

        Assert.Null(keys.Find(secret));
        Assert.Throws<UsageException>(() => keys.Remove("ann"));
    }

    [Fact]
    public void Add_OfWhatCannotBe_IsRefused()
    {
        ApiKeys keys = Open();
        keys.Add("ann", "read");

        Assert.Throws<UsageException>(() => keys.Add("ann", "read"));
        Assert.Throws<UsageException>(() => keys.Add("a b", "read"));
        Assert.Throws<InputException>(() => keys.Add("bob", "rule"));
        Assert.Throws<InputException>(() => keys.Add("bob", ""));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://[::1]:5080", false)]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("http://10.0.0.7:80", true)]
    [InlineData("http://praxis.example:80", true)]
    public void Binding_OfAnAddress_NeedsKeysBeyondThisMachine(string url, bool needsKeys) =>
        Assert.Equal(needsKeys, new Binding(new ServeOptions { Urls = [url] }).NeedsKeys);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1/path")]
    [InlineData("ftp://127.0.0.1")]
    public void Binding_OfWhatIsNoAddress_IsRefused(string url) =>
        Assert.Throws<InputException>(() => new Binding(new ServeOptions { Urls = [url] }));

    private ApiKeys Open() => new(_folder["keys.json"], TimeProvider.System);
}
