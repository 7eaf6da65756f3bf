using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The certificate by which https addresses are answered, with those that lead to a known authority.</summary>
/// <remarks>PEM files, as certificate authorities and their clients write them.</remarks>
internal sealed class ServerCertificate
{
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _chain = [];

    private ServerCertificate(string path, string keyPath)
    {
        _own = X509Certificate2.CreateFromPemFile(path, keyPath);
        _chain.ImportFromPemFile(path);
    }

    /// <summary>Reads the files; null where none is named.</summary>
    /// <exception cref="PraxisException">A file cannot be used, or the key is missing or another's.</exception>
    internal static ServerCertificate? Read(ServeOptions options)
    {
        if (options.CertificatePath is not { } path)
        {
            return options.CertificateKeyPath is null
                ? null
                : throw new UsageException("--certificate-key was given without --certificate");
        }

        string keyPath = options.CertificateKeyPath ?? path;
        RequireText(path, "--certificate");
        RequireText(keyPath, "--certificate-key");
        try
        {
            return new ServerCertificate(path, keyPath);
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            string key = keyPath == path ? "and its private key, or name the key's file by --certificate-key" : "and"
                + $" {keyPath} its private key, without a password";
            throw new InputException($"{path}: cannot be used as a certificate; it must be PEM {key}", unusable);
        }
    }

    /// <summary>Answers https with it.</summary>
    internal void Use(HttpsConnectionAdapterOptions https)
    {
        https.ServerCertificate = _own;
        https.ServerCertificateChain = _chain;
    }

    private static void RequireText(string path, string flag)
    {
        try
        {
            File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path given to {flag}", unreadable);
        }
    }
}
