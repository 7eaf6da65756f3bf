using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Flags of verbs that learn only from the run which method it is: each flag of any method once.</summary>
internal static class SharedFlags
{
    /// <summary>The flags; the run's method refuses those that are not its own.</summary>
    public static IReadOnlyList<Flag> Of(IReadOnlyList<Method> methods, Func<Method, OptionsSchema> schema) =>
        [.. methods.SelectMany(method => schema(method).Specs).DistinctBy(spec => spec.Flag).Select(Flag.Of)];
}
