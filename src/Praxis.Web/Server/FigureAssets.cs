using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.App;

namespace Praxis.Web;

/// <summary>Style sheet and script of the figures, which pages share with reports.</summary>
internal static class FigureAssets
{
    /// <summary>Serves them under /assets.</summary>
    internal static void Map(IEndpointRouteBuilder routes)
    {
        MapText(routes, "/assets/figures.css", "text/css", ReportParts.Css);
        MapText(routes, "/assets/figures.js", "text/javascript", ReportParts.Script);
    }

    private static void MapText(IEndpointRouteBuilder routes, string path, string type, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        routes.MapGet(path, () => Results.Bytes(bytes, type)).Needs(ApiScope.None).ExcludeFromDescription();
    }
}
