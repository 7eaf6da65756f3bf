using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.App;
using Praxis.Core;
using Spectre.Console;

namespace Praxis.Cli;

/// <summary>Prints results: tables for people, or one JSON document.</summary>
internal static class ResultPrinter
{
    /// <summary>Prints a whole run.</summary>
    public static void Print(FinishedRun run, bool isJson, VerbHost host)
    {
        if (isJson)
        {
            JsonObject json = ToJson(run.Results);
            json.Insert(0, "run", run.Folder.Id);
            json.Insert(1, "method", run.Manifest.Method);
            json.Insert(2, "path", run.Folder.Path);
            json.Insert(3, "report", run.Folder.ReportPath);
            PrintJson(json, host);
            return;
        }

        Print(run.Results, isJson: false, host);
        host.Error.WriteLine($"run {run.Folder.Id} is in {run.Folder.Path}");
        host.Error.WriteLine($"report: {run.Folder.ReportPath}");
    }

    /// <summary>Prints results that belong to no new run.</summary>
    public static void Print(RunResults results, bool isJson, VerbHost host)
    {
        if (isJson)
        {
            PrintJson(ToJson(results), host);
            return;
        }

        foreach (ResultTable table in results.Tables)
        {
            PrintTable(table, host);
        }

        foreach (string note in results.Notes)
        {
            host.Output.WriteLine(note);
        }
    }

    /// <summary>Prints a comparison.</summary>
    public static void Print(Comparison comparison, bool isJson, VerbHost host)
    {
        if (isJson)
        {
            PrintJson(JsonSerializer.SerializeToNode(comparison, PraxisJson.Indented)!, host);
            return;
        }

        foreach (ResultTable table in comparison.Tables)
        {
            PrintTable(table, host);
        }
    }

    /// <summary>Prints a table under its title: as wide as the terminal, or in a pipe with a line a row.</summary>
    public static void PrintTable(ResultTable table, VerbHost host) =>
        Draw(table, host, host.IsOutputTerminal ? host.Width : 1000);

    /// <summary>Prints a table of sentences, which are wrapped in a pipe too.</summary>
    public static void PrintWrapped(ResultTable table, VerbHost host) => Draw(table, host, host.Width);

    /// <summary>Prints one JSON document.</summary>
    public static void PrintJson(JsonNode json, VerbHost host) =>
        host.Output.WriteLine(json.ToJsonString(PraxisJson.Indented));

    /// <summary>A console of Spectre on one of our streams, with escape codes only on a terminal.</summary>
    public static IAnsiConsole Create(TextWriter writer, bool isTerminal, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = width;
        return console;
    }

    private static void Draw(ResultTable table, VerbHost host, int width)
    {
        var drawn = new Table { Border = TableBorder.Simple };
        for (int i = 0; i < table.Columns.Count; i++)
        {
            var column = new TableColumn(new Text(table.Columns[i]));
            int index = i;
            column.Alignment = table.Rows.Any(row => TableText.IsNumber(row[index])) ? Justify.Right : Justify.Left;
            column.NoWrap = i == 0;
            drawn.AddColumn(column);
        }

        IReadOnlyList<ColumnText> texts = ColumnText.Of(table);
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            drawn.AddRow(row.Select((cell, i) => new Text(texts[i].Readable(cell))));
        }

        host.Output.WriteLine(table.Title);
        IAnsiConsole console = Create(host.Output, host.IsOutputTerminal, width);
        console.Write(drawn);
    }

    private static JsonObject ToJson(RunResults results) => new()
    {
        ["metrics"] = JsonSerializer.SerializeToNode(results.Metrics, PraxisJson.Indented),
        ["tables"] = JsonSerializer.SerializeToNode(results.Tables, PraxisJson.Indented),
        ["notes"] = JsonSerializer.SerializeToNode(results.Notes, PraxisJson.Indented),
    };
}
