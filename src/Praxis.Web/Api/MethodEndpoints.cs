using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>What methods there are and what can be said about them, all from the catalogue.</summary>
internal static class MethodEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/methods", static (RunCatalog catalog) => ApiJson.Answer(catalog.Methods.Select(Brief)))
            .Needs(ApiScope.Read).WithSummary("All methods.").WithTags("methods");
        api.MapGet("/methods/{name}", static (string name, RunCatalog catalog) =>
            ApiJson.Answer(Whole(catalog.MethodOf(name))))
            .Needs(ApiScope.Read).WithSummary("A method with its options.").WithTags("methods");
    }

    private static object Brief(Method method) => new
    {
        method.Name,
        method.Summary,
        method.Family,
        method.Source,
        method.Input,
        method.Status,
    };

    private static object Whole(Method method) => new
    {
        method.Name,
        method.Summary,
        method.Family,
        method.Source,
        method.Input,
        method.Status,
        Sample = new { method.Sample.Credit, Input = method.Sample.InputValues },
        method.ContinueHelp,
        InputOptions = method.InputOptions.Specs.Select(spec => Option(spec, method.InputFileFlags, [])),
        Options = method.Options.Specs.Select(static spec => Option(spec, [], [])),
        PredictOptions = method.PredictOptions.Specs
            .Select(spec => Option(spec, method.PredictFileFlags, method.PredictFolderFlags)),
    };

    private static object Option(OptionSpec spec, IReadOnlyList<string> files, IReadOnlyList<string> folders) => new
    {
        spec.Flag,
        spec.Text,
        Type = files.Contains(spec.Flag) ? "file"
            : folders.Contains(spec.Flag) ? "folder"
            : spec.Choices.Count > 0 ? "choice"
            : spec.ValueType == typeof(bool) ? "boolean"
            : spec.ValueType == typeof(double) ? "number"
            : spec.ValueType == typeof(string) ? "text"
            : "integer",
        Default = spec.DefaultText,
        spec.Domain,
        Minimum = Bound(spec.Minimum),
        Maximum = Bound(spec.Maximum),
        Choices = spec.Choices.Count > 0 ? spec.Choices : null,
    };

    private static double? Bound(double? bound) =>
        bound is int.MaxValue or long.MaxValue or double.MaxValue or double.MinValue ? null : bound;
}
