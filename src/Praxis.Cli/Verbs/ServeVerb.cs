using System.CommandLine;
using System.Globalization;
using Praxis.App;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Cli;

/// <summary>Serves runs, fits and predictions over HTTP.</summary>
internal sealed class ServeVerb : Verb
{
    private const long Mebibyte = 1 << 20;
    private static readonly ServeOptions Usual = new();
    private readonly Flag _runs = Flag.Value("runs", "FOLDER", "Folder of the runs.", "runs");
    private readonly Flag _urls = Flag.Value(
        "urls",
        "LIST",
        "Addresses to listen on, separated by commas; other ones than this machine's own need keys.",
        "http://127.0.0.1:5080");
    private readonly Flag _data = Flag.Value(
        "data", "LIST", "Folders whose files may be named as data, separated by commas.");
    private readonly Flag _fits = Flag.Value("fits", "NUMBER", "Fits that run at once.", "1");
    private readonly Flag _keys = Flag.Value(
        "keys",
        "FILE",
        "File of API keys; when it is named, every request needs a key.",
        ".praxis/keys.json of the runs");
    private readonly Flag _certificate = Flag.Value(
        "certificate", "FILE", "Certificate for https addresses: PEM, with those of its authorities after it.");
    private readonly Flag _certificateKey = Flag.Value(
        "certificate-key", "FILE", "The certificate's private key: PEM without a password.", "the certificate's file");
    private readonly Flag _hosts = Flag.Value(
        "hosts", "LIST", "Host names by which others call this server, separated by commas.");
    private readonly Flag _proxies = Flag.Value(
        "proxies", "LIST", "Addresses of proxies whose X-Forwarded headers are believed; with them, keys are needed.");
    private readonly Flag _rate = Flag.Value(
        "rate-limit", "NUMBER", "Requests a minute for each key or address.", "60000");
    private readonly Flag _upload = Flag.Value("upload-limit", "MIB", "The most mebibytes of an upload.", "256");
    private readonly Flag _jsonLog = Flag.Switch("json-log", "Write the log as one JSON object a line.");

    public ServeVerb()
        : base("serve", "Serve runs, fits and predictions in a browser and over HTTP.", "praxis serve [flags]") =>
        AddGroup(
            "Server", _runs, _urls, _data, _fits, _keys, _certificate, _certificateKey, _hosts, _proxies, _rate,
            _upload, _jsonLog);

    public override void Run(ParseResult parsed, VerbHost host)
    {
        var options = new ServeOptions
        {
            Urls = List(_urls, parsed) ?? Usual.Urls,
            DataFolders = List(_data, parsed) ?? [],
            KeysPath = _keys.Given(parsed),
            CertificatePath = _certificate.Given(parsed),
            CertificateKeyPath = _certificateKey.Given(parsed),
            AllowedHosts = List(_hosts, parsed) ?? [],
            Proxies = List(_proxies, parsed) ?? [],
            FitCount = (int)(Number(_fits, parsed, 64) ?? Usual.FitCount),
            RequestsPerMinute = (int)(Number(_rate, parsed, int.MaxValue) ?? Usual.RequestsPerMinute),
            UploadLimit = Number(_upload, parsed, 1 << 20) * Mebibyte ?? Usual.UploadLimit,
            IsJsonLog = _jsonLog.IsOn(parsed),
        };
        JobEnvironment environment = host.Environment with
        {
            Store = new RunStore(_runs.Given(parsed) ?? host.Environment.Store.Root),
        };
        Serve(options, environment, host).GetAwaiter().GetResult();
    }

    private static async Task Serve(ServeOptions options, JobEnvironment environment, VerbHost host)
    {
        await using var server = new PraxisServer(options, environment);
        if (server.IsReadableByOthers)
        {
            await host.Error.WriteLineAsync("warning: keys and answers cross the network as plain text; "
                + "--certificate with an https address in --urls hides them, or a proxy named by --proxies");
        }

        await server.Start(environment.Cancellation);
        await host.Error.WriteLineAsync($"praxis listens on {string.Join(", ", server.Urls)}");
        await server.WaitForStop(environment.Cancellation);
    }

    private static string[]? List(Flag flag, ParseResult parsed) =>
        flag.Given(parsed)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static long? Number(Flag flag, ParseResult parsed, long most) =>
        flag.Given(parsed) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= 1 && number <= most ? number
        : throw new InputException($"--{flag.Name} must be an integer in [1, {most}]; got {text}");
}
