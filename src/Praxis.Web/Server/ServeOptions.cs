namespace Praxis.Web;

/// <summary>What a user says about a server.</summary>
public sealed record ServeOptions
{
    /// <summary>Addresses to listen on.</summary>
    /// <value>Port 5080 of this machine only; port 0 takes a free one.</value>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:5080"];

    /// <summary>Folders whose files may be named as data of a fit or a prediction.</summary>
    /// <value>None: only samples and uploads.</value>
    public IReadOnlyList<string> DataFolders { get; init; } = [];

    /// <summary>The file of API keys; without it the server listens on this machine only and asks for no key.</summary>
    public string? KeysPath { get; init; }

    /// <summary>The certificate for https addresses: PEM, with those of its authorities after it.</summary>
    /// <value>None: http alone.</value>
    public string? CertificatePath { get; init; }

    /// <summary>The certificate's private key: PEM without a password.</summary>
    /// <value>In the certificate's own file.</value>
    public string? CertificateKeyPath { get; init; }

    /// <summary>Host names that requests may be addressed to, beside those of <see cref="Urls"/> and
    /// localhost.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Addresses of proxies before the server: their X-Forwarded-For and X-Forwarded-Proto are believed, and
    /// as others ask through them, keys are needed.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>How many fits run at once.</summary>
    /// <value>1.</value>
    public int FitCount { get; init; } = 1;

    /// <summary>The most bytes of an upload.</summary>
    /// <value>256 MiB.</value>
    public long UploadLimit { get; init; } = 256L << 20;

    /// <summary>Requests a minute for each key or address.</summary>
    /// <value>60 000.</value>
    public int RequestsPerMinute { get; init; } = 60_000;

    /// <summary>Whether the log is one JSON object a line.</summary>
    public bool IsJsonLog { get; init; }

    /// <summary>The program that runs fits, with the words that come before the verb.</summary>
    /// <value>This program.</value>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>The program that runs fits: the given one, or this one as it was started.</summary>
    internal IReadOnlyList<string> ProgramOrThis
    {
        get
        {
            if (Program.Count > 0)
            {
                return Program;
            }

            string path = Environment.ProcessPath ?? "praxis";
            string assembly = Path.Combine(AppContext.BaseDirectory, "praxis.dll");
            return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, assembly] : [path];
        }
    }
}
