using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.App;

namespace Praxis.Web;

/// <summary>Files that predictions wrote, each answer in a folder with a random name; the oldest are forgotten.</summary>
internal sealed partial class PredictionFiles
{
    private const int MostAnswers = 100;
    private readonly string _root;

    /// <summary>Makes it; the folder is made with the first answer.</summary>
    /// <param name="runs">The folder of the runs.</param>
    internal PredictionFiles(string runs) => _root = Path.Combine(Path.GetFullPath(runs), ".praxis", "predictions");

    /// <summary>Serves the files under /predictions.</summary>
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/predictions/{id}/{**name}", (string id, string name, JobEnvironment environment, HttpContext request) =>
            new PredictionFiles(environment.Store.Root).Serve(id, name, request.Response)).ExcludeFromDescription();

    /// <summary>Makes a place for an answer's files.</summary>
    /// <returns>Its identity.</returns>
    internal string Begin()
    {
        string id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        Directory.CreateDirectory(PathOf(id));
        foreach (DirectoryInfo old in new DirectoryInfo(_root).GetDirectories()
            .OrderByDescending(static folder => folder.LastWriteTimeUtc)
            .Skip(MostAnswers))
        {
            old.Delete(recursive: true);
        }

        return id;
    }

    /// <summary>The folder of an answer.</summary>
    internal string PathOf(string id) => Path.Combine(_root, id);

    /// <summary>The files of an answer by their place below its folder, in order.</summary>
    internal IReadOnlyList<string> List(string id) =>
    [
        .. Directory.GetFiles(PathOf(id), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PathOf(id), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private IResult Serve(string id, string name, HttpResponse response)
    {
        // Only names that are listed are ever opened, so that none leads elsewhere.
        if (!Identity().IsMatch(id) || !Directory.Exists(PathOf(id)) || !List(id).Contains(name))
        {
            return Results.NotFound();
        }

        string path = Path.Combine(PathOf(id), name);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, max-age=3600";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'self'";
        switch (Path.GetExtension(name))
        {
            case ".html":
                string page = File.ReadAllText(path);
                response.Headers.ContentSecurityPolicy = PagePolicy(page);
                return Results.Text(page, "text/html", Encoding.UTF8);
            case ".png":
                return Results.File(path, "image/png");
            default:
                return Results.File(path, "application/octet-stream", Path.GetFileName(name));
        }
    }

    // The page's own scripts and nothing else, in a frame of our pages, without the rights of our origin.
    private static string PagePolicy(string page)
    {
        IEnumerable<string> scripts = Script().Matches(page).Select(static script =>
            $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'");
        return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
            + $"sandbox allow-scripts; script-src {string.Join(' ', scripts)}";
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Identity();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
