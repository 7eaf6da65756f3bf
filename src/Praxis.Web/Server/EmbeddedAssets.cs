using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Praxis.Web;

/// <summary>Scripts and styles that travel inside the assembly: the same from any folder the program runs in.</summary>
internal static class EmbeddedAssets
{
    private const string Prefix = "assets/";

    /// <summary>Serves them under /assets.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        FrozenDictionary<string, Asset> assets = Read();
        routes.MapGet("/assets/{**path}", (string path) => assets.TryGetValue(path, out Asset? asset)
            ? Results.Bytes(asset.Bytes, asset.Type, entityTag: asset.Tag)
            : Results.NotFound()).Needs(ApiScope.None).ExcludeFromDescription();
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        Assembly assembly = typeof(EmbeddedAssets).Assembly;
        var types = new FileExtensionContentTypeProvider();
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            string type = types.TryGetContentType(name, out string? known) ? known : "application/octet-stream";
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(..12))}\"");
            assets[name[Prefix.Length..]] = new Asset(bytes, type, tag);
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Asset(byte[] Bytes, string Type, EntityTagHeaderValue Tag);
}
