using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Flags of verbs that learn only from the run which method it is: each flag of any method once.</summary>
internal static class SharedFlags
{
    /// <summary>The flags; the run's method refuses those that are not its own.</summary>
    public static IReadOnlyList<Flag> Of(IReadOnlyList<Method> methods, Func<Method, OptionsSchema> schema) =>
    [
        .. methods.SelectMany(method => schema(method).Specs, static (method, spec) => (method.Family, Spec: spec))
            .GroupBy(static one => one.Spec.Flag)
            .Select(static same => Flag.Of(same.First().Spec, Text([.. same]))),
    ];

    // One sentence where all mean the same, else one for each family.
    private static string Text((string Family, OptionSpec Spec)[] same)
    {
        (string Family, OptionSpec Spec)[] meanings = [.. same.DistinctBy(static one => one.Spec.Text)];
        return meanings.Length == 1 ? meanings[0].Spec.Text : string.Join(
            ' ',
            meanings.GroupBy(static one => one.Family, static one => one.Spec.Text)
                .Select(static family => $"({family.Key}) {string.Join(' ', family)}"));
    }
}
