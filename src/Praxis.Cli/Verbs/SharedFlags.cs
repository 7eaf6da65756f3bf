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
            .Select(static same => Of([.. same])),
    ];

    // One sentence where all mean the same, else one for each family; so for what they take.
    private static Flag Of((string Family, OptionSpec Spec)[] same)
    {
        OptionSpec first = same[0].Spec;
        bool takeTheSame = same.All(one =>
            one.Spec.Domain == first.Domain && one.Spec.DefaultText == first.DefaultText);
        (string Family, string Text)[] meanings =
        [
            .. same.Select(one => (
                one.Family,
                takeTheSame ? one.Spec.Text
                    : $"{one.Spec.Text} {char.ToUpperInvariant(one.Spec.Domain[0])}{one.Spec.Domain[1..]}; default "
                        + $"{one.Spec.DefaultText}."))
                .DistinctBy(static one => one.Item2),
        ];
        string text = meanings.Length == 1 ? meanings[0].Text : string.Join(
            ' ',
            meanings.GroupBy(static one => one.Family, static one => one.Text)
                .Select(static family => $"({family.Key}) {string.Join(' ', family)}"));
        return takeTheSame ? Flag.Of(first, text) : Flag.OfSeveral(first, text);
    }
}
