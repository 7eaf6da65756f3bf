using System.CommandLine;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Cli;

/// <summary>Holds what is done with API keys.</summary>
internal sealed class KeysVerb : Verb
{
    public KeysVerb()
        : base("keys", "Make, list and remove the API keys of praxis serve.", "praxis keys add|list|remove [flags]")
    {
        Add(new KeyVerb(
            "add",
            "Make a key; it is printed once, and only its hash is kept.",
            static (keys, name, scope, host) => host.Output.WriteLine(keys.Add(name!, scope))));
        Add(new KeyVerb(
            "list",
            "List the keys.",
            static (keys, _, _, host) => ResultPrinter.PrintTable(Table(keys.List()), host)));
        Add(new KeyVerb(
            "remove",
            "Remove a key; its holder is refused from then on.",
            static (keys, name, _, _) => keys.Remove(name!)));
    }

    public override void Run(ParseResult parsed, VerbHost host) =>
        throw new UsageException("keys needs add, list or remove; 'praxis keys --help' tells of them");

    private static ResultTable Table(IReadOnlyList<ApiKey> keys) => new(
        "keys",
        "API keys",
        ["name", "scopes", "made (UTC)"],
        [.. keys.Select(static key => (IReadOnlyList<object?>)
        [
            key.Name,
            string.Join(", ", key.Scopes),
            key.Made.ToString("yyyy-MM-dd HH:mm:ss"),
        ])]);
}

/// <summary>Does one thing with API keys.</summary>
internal sealed class KeyVerb : Verb
{
    private readonly Action<ApiKeys, string?, string, VerbHost> _do;
    private readonly Argument<string>? _name;
    private readonly Flag _runs = Flag.Value("runs", "FOLDER", "Folder of the runs.", "runs");
    private readonly Flag _keys = Flag.Value("keys", "FILE", "File of the keys.", ".praxis/keys.json of the runs");
    private readonly Flag? _scope;

    public KeyVerb(string name, string summary, Action<ApiKeys, string?, string, VerbHost> action)
        : base(name, summary, name == "list" ? $"praxis keys {name} [flags]" : $"praxis keys {name} NAME [flags]")
    {
        _do = action;
        if (name != "list")
        {
            _name = new Argument<string>("NAME");
            Add(_name);
        }

        _scope = name == "add"
            ? Flag.Value("scope", "LIST", "What the holder may do: read, predict, write.", "read,predict")
            : null;
        AddGroup("Keys", _scope is null ? [_runs, _keys] : [_runs, _keys, _scope]);
    }

    public override void Run(ParseResult parsed, VerbHost host)
    {
        string runs = _runs.Given(parsed) ?? host.Environment.Store.Root;
        var keys = new ApiKeys(_keys.Given(parsed) ?? ApiKeys.DefaultPath(runs), host.Environment.Clock);
        string? name = _name is null ? null : parsed.GetRequiredValue(_name);
        _do(keys, name, _scope?.Given(parsed) ?? "read,predict", host);
    }
}
