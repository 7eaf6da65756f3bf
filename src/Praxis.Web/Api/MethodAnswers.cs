using Praxis.Core;

namespace Praxis.Web;

/// <summary>A method of the catalogue.</summary>
internal class MethodBrief(Method method)
{
    /// <summary>Its name, as in an order of a fit.</summary>
    public string Name => Method.Name;

    /// <summary>What it does, in one sentence.</summary>
    public string Summary => Method.Summary;

    /// <summary>Its family.</summary>
    public string Family => Method.Family;

    /// <summary>The publication.</summary>
    public string Source => Method.Source;

    /// <summary>What it learns from.</summary>
    public string Input => Method.Input;

    /// <summary>Whether the publication is followed or had to be reconstructed.</summary>
    public MethodStatus Status => Method.Status;

    /// <summary>Not a part of the answer.</summary>
    protected Method Method { get; } = method;
}

/// <summary>A method with all that can be said about it.</summary>
internal sealed class MethodWhole(Method method) : MethodBrief(method)
{
    /// <summary>The bundled data.</summary>
    public SampleAnswer Sample => new(Method.Sample.Credit, Method.Sample.InputValues);

    /// <summary>What going on from a run means; null where the method cannot.</summary>
    public string? ContinueHelp => Method.ContinueHelp;

    /// <summary>What can be said about the data.</summary>
    public IEnumerable<OptionAnswer> InputOptions =>
        Method.InputOptions.Specs.Select(spec => new OptionAnswer(spec, Method.InputFileFlags, []));

    /// <summary>What can be said about the method.</summary>
    public IEnumerable<OptionAnswer> Options =>
        Method.Options.Specs.Select(static spec => new OptionAnswer(spec, [], []));

    /// <summary>What can be asked of a run.</summary>
    public IEnumerable<OptionAnswer> PredictOptions => Method.PredictOptions.Specs.Select(
        spec => new OptionAnswer(spec, Method.PredictFileFlags, Method.PredictFolderFlags));
}

/// <summary>The bundled data of a method.</summary>
/// <param name="Credit">Where it comes from.</param>
/// <param name="Input">What is said about it, by flag.</param>
internal sealed record SampleAnswer(string Credit, IReadOnlyDictionary<string, string> Input);

/// <summary>An option.</summary>
internal sealed class OptionAnswer(OptionSpec spec, IReadOnlyList<string> files, IReadOnlyList<string> folders)
{
    /// <summary>Its name.</summary>
    public string Flag => spec.Flag;

    /// <summary>What it does.</summary>
    public string Text => spec.Text;

    /// <summary>One of file, folder, choice, boolean, number, integer and text.</summary>
    public string Type { get; } = files.Contains(spec.Flag) ? "file"
        : folders.Contains(spec.Flag) ? "folder"
        : spec.Choices.Count > 0 ? "choice"
        : spec.ValueType == typeof(bool) ? "boolean"
        : spec.ValueType == typeof(double) ? "number"
        : spec.ValueType == typeof(string) ? "text"
        : "integer";

    /// <summary>Its value where nothing is said.</summary>
    public string Default => spec.DefaultText;

    /// <summary>What it may be, in words.</summary>
    public string Domain => spec.Domain;

    /// <summary>The least number; null without a bound.</summary>
    public double? Minimum => Bound(spec.Minimum);

    /// <summary>The greatest number; null without a bound.</summary>
    public double? Maximum => Bound(spec.Maximum);

    /// <summary>The choices; null where it is no choice.</summary>
    public IReadOnlyList<string>? Choices => spec.Choices.Count > 0 ? spec.Choices : null;

    private static double? Bound(double? bound) =>
        bound is int.MaxValue or long.MaxValue or double.MaxValue or double.MinValue ? null : bound;
}
