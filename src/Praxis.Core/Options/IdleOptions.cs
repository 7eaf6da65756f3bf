namespace Praxis.Core;

/// <summary>Tells of options that were given and change nothing beside the others.</summary>
public static class IdleOptions
{
    /// <summary>Tells of those that are not at their defaults.</summary>
    /// <typeparam name="TOptions">The method's options.</typeparam>
    /// <param name="options">The options.</param>
    /// <param name="idle">Options that change nothing, and what they are of use to.</param>
    /// <param name="context">Receives a notice for each use.</param>
    public static void Tell<TOptions>(
        TOptions options, IEnumerable<(string Flag, string Use)> idle, FitContext context)
        where TOptions : class, new()
    {
        IReadOnlyList<OptionSpec> specs = OptionsSchema.Of<TOptions>().Specs;
        foreach (IGrouping<string, string> use in idle.GroupBy(static one => one.Use, static one => one.Flag))
        {
            string[] given =
            [
                .. specs.Where(spec => use.Contains(spec.Flag) && !Equals(spec.Get(options), spec.Default))
                    .Select(static spec => "--" + spec.Flag),
            ];
            if (given.Length > 0)
            {
                context.Report(new NoticeEvent(
                    $"{string.Join(", ", given)}: of use to {use.Key} alone, and without effect here",
                    IsWarning: false));
            }
        }
    }
}
