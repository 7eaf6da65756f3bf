using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Lists the catalogue, or one method's options.</summary>
internal sealed class MethodsVerb : Verb
{
    private readonly Argument<string?> _method = new("METHOD") { Arity = ArgumentArity.ZeroOrOne };

    public MethodsVerb()
        : base("methods", "List the methods, or the options of one.", "praxis methods [METHOD] [flags]")
    {
        Add(_method);
        AddGroup("Output", Json);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        IReadOnlyList<Method> methods = host.Environment.Methods;
        string? name = parsed.GetValue(_method);
        Method? method = name is null ? null : MethodCatalog.Find(methods, name);
        if (Json.IsOn(parsed))
        {
            ResultPrinter.PrintJson(
                method is null ? new JsonArray([.. methods.Select(Describe)]) : Describe(method), host);
        }
        else if (method is null)
        {
            ResultPrinter.PrintWrapped(Catalogue(methods), host);
            host.Output.WriteLine("'praxis methods METHOD' tells input and options of one.");
        }
        else
        {
            var head = new StringBuilder();
            HelpText.Paragraph(head, $"{method.Name}: {method.Summary}", indent: 0, host.Width);
            HelpText.Paragraph(
                head, $"{method.Family}; {method.Source}; {Status(method)}", indent: 0, host.Width);
            HelpText.Paragraph(head, $"Input: {method.Input}", indent: 0, host.Width);
            host.Output.WriteLine(head);
            ResultPrinter.PrintWrapped(OptionTable("input", "Options of the data", method.InputOptions), host);
            ResultPrinter.PrintWrapped(OptionTable("options", "Options of the method", method.Options), host);
            ResultPrinter.PrintWrapped(OptionTable("predict", "Options of predict", method.PredictOptions), host);
        }
    }

    private static ResultTable Catalogue(IReadOnlyList<Method> methods) => new(
        "methods",
        "Methods",
        ["method", "source", "status", "what it does"],
        [.. methods.Select(method => (IReadOnlyList<object?>)
            [method.Name, method.Source, Status(method), method.Summary])]);

    private static ResultTable OptionTable(string name, string title, OptionsSchema schema) => new(
        name,
        title,
        ["flag", "default", "domain", "meaning"],
        [.. schema.Specs.Select(spec => (IReadOnlyList<object?>)
            ["--" + spec.Flag, spec.DefaultText, spec.Domain, spec.Text])]);

    private static string Status(Method method) => method.Status switch
    {
        MethodStatus.AsPublished => "as published",
        MethodStatus.Reconstruction => "reconstruction",
        _ => "baseline",
    };

    private static JsonNode Describe(Method method) => new JsonObject
    {
        ["name"] = method.Name,
        ["family"] = method.Family,
        ["source"] = method.Source,
        ["input"] = method.Input,
        ["status"] = Status(method),
        ["summary"] = method.Summary,
        ["inputOptions"] = TableText.ToJsonArray(OptionTable("input", string.Empty, method.InputOptions)),
        ["options"] = TableText.ToJsonArray(OptionTable("options", string.Empty, method.Options)),
        ["predictOptions"] = TableText.ToJsonArray(OptionTable("predict", string.Empty, method.PredictOptions)),
    };
}
