using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class ServerCertificateTests(WebPlace place) : IClassFixture<WebPlace>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Https_WithACertificate_AnswersByIt()
    {
        (string path, string keyPath, string thumbprint) = Write("own");
        await place.Start(place.Options with
        {
            Urls = ["https://127.0.0.1:0"],
            CertificatePath = path,
            CertificateKeyPath = keyPath,
        });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint;
        using var client = new HttpClient(handler) { BaseAddress = place.Client.BaseAddress };

        using HttpResponseMessage answer = await client.GetAsync(
            new Uri("/api/v1/methods", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("https", place.Client.BaseAddress!.Scheme);
    }

    [Fact]
    public void Read_KeyInTheSameFile_IsEnough()
    {
        (string path, string keyPath, _) = Write("both");
        File.AppendAllText(path, File.ReadAllText(keyPath));

        Assert.NotNull(ServerCertificate.Read(new ServeOptions { CertificatePath = path }));
        Assert.Null(ServerCertificate.Read(new ServeOptions()));
    }

    [Fact]
    public void Read_WhatIsNoCertificate_IsRefusedInOneLine()
    {
        (string path, string keyPath, _) = Write("own");
        (_, string otherKey, _) = Write("other");
        string text = _folder.Write("text.pem", "no certificate");
        string absent = _folder["absent.pem"];

        Assert.StartsWith($"{absent}: cannot be read; check the path given to --certificate", Refusal(absent, null),
            StringComparison.Ordinal);
        Assert.Equal(
            $"{path}: cannot be used as a certificate; it must be PEM and its private key, or name the key's file by "
                + "--certificate-key",
            Refusal(path, null));
        Assert.Equal(
            $"{path}: cannot be used as a certificate; it must be PEM and {otherKey} its private key, without a "
                + "password",
            Refusal(path, otherKey));
        Assert.Contains("must be PEM", Refusal(text, keyPath), StringComparison.Ordinal);
        Assert.Equal("--certificate-key was given without --certificate", Refusal(null, keyPath));
    }

    [Fact]
    public void Https_WithoutACertificate_IsRefused() => Assert.Equal(
        "https://127.0.0.1:0 needs a certificate; name its file by --certificate",
        Assert.Throws<UsageException>(
            () => new Binding(new ServeOptions { Urls = ["https://127.0.0.1:0"] })).Message);

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("https://0.0.0.0:0", true)]
    [InlineData("http://0.0.0.0:0", false)]
    public void IsSecret_PlainTextToOthers_IsNot(string url, bool isSecret) => Assert.Equal(
        isSecret, new Binding(new ServeOptions { Urls = [url], CertificatePath = "any.pem" }).IsSecret);

    private static string Refusal(string? path, string? keyPath)
    {
        var options = new ServeOptions { CertificatePath = path, CertificateKeyPath = keyPath };
        return Assert.ThrowsAny<PraxisException>(() => ServerCertificate.Read(options)).Message;
    }

    private (string Path, string KeyPath, string Thumbprint) Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=praxis", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (
            _folder.Write(name + ".pem", certificate.ExportCertificatePem() + "\n"),
            _folder.Write(name + ".key", key.ExportPkcs8PrivateKeyPem() + "\n"),
            certificate.Thumbprint);
    }
}
