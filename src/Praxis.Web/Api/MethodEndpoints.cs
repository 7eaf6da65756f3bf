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

    private static MethodBrief Brief(Method method) => new(method);

    private static MethodWhole Whole(Method method) => new(method);

    private static IEnumerable<object> Options(
        OptionsSchema schema, IReadOnlyList<string> files, IReadOnlyList<string> folders) =>
        schema.Specs.Select(spec => Option(spec, files, folders));

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

    private class MethodBrief(Method method)
    {
        public string Name => Described.Name;

        public string Summary => Described.Summary;

        public string Family => Described.Family;

        public string Source => Described.Source;

        public string Input => Described.Input;

        public MethodStatus Status => Described.Status;

        // Not a part of the answer.
        protected Method Described { get; } = method;
    }

    private sealed class MethodWhole(Method method) : MethodBrief(method)
    {
        public object Sample { get; } = new { method.Sample.Credit, Input = method.Sample.InputValues };

        public string? ContinueHelp => Described.ContinueHelp;

        public IEnumerable<object> InputOptions =>
            MethodEndpoints.Options(Described.InputOptions, Described.InputFileFlags, []);

        public IEnumerable<object> Options => MethodEndpoints.Options(Described.Options, [], []);

        public IEnumerable<object> PredictOptions => MethodEndpoints.Options(
            Described.PredictOptions, Described.PredictFileFlags, Described.PredictFolderFlags);
    }
}
