using System.Net;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>The addresses a server listens on, and what follows for keys and hosts.</summary>
internal sealed class Binding
{
    private readonly HashSet<string> _hosts;

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="InputException">One is none.</exception>
    public Binding(ServeOptions options)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost" };
        bool isLoopback = true;
        bool isSecret = true;
        foreach (string url in options.Urls)
        {
            if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
                    .Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out Uri? address)
                || !(address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
                || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
            {
                throw new InputException(
                    $"--urls must be addresses like http://127.0.0.1:5080, separated by commas; got {url}");
            }

            bool isHttps = address.Scheme == Uri.UriSchemeHttps;
            if (isHttps && options.CertificatePath is null)
            {
                throw new UsageException($"{url} needs a certificate; name its file by --certificate");
            }

            hosts.Add(address.Host);
            isSecret &= isHttps || address.IsLoopback;
            isLoopback &= address.IsLoopback;
        }

        foreach (string host in options.AllowedHosts)
        {
            hosts.Add(host);
        }

        Proxies = [.. options.Proxies.Select(static proxy => IPAddress.TryParse(proxy, out IPAddress? address)
            ? address
            : throw new InputException(
                $"--proxies must be addresses like 127.0.0.1, separated by commas; got {proxy}"))];
        IsLoopback = isLoopback;
        IsSecret = isSecret;
        NeedsKeys = !isLoopback || options.KeysPath is not null || Proxies.Count > 0;
        _hosts = hosts;
    }

    /// <summary>Whether only this machine can reach the server.</summary>
    public bool IsLoopback { get; }

    /// <summary>Whether nobody between can read what is sent: no address of others is http.</summary>
    public bool IsSecret { get; }

    /// <summary>Addresses of proxies that are believed when they say for whom they ask.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; }

    /// <summary>Whether requests need a key.</summary>
    public bool NeedsKeys { get; }

    /// <summary>Whether a request may be addressed to a host. A page of another site can make a browser ask this
    /// machine under that site's name, but not under an address.</summary>
    public bool IsOwn(string host)
    {
        string name = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        return _hosts.Contains(name)
            || _hosts.Contains(host)
            || (IPAddress.TryParse(name, out IPAddress? address) && (!IsLoopback || IPAddress.IsLoopback(address)));
    }
}
