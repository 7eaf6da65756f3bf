using Praxis.Core;

namespace Praxis.App;

/// <summary>Writes the command line of a run.</summary>
public static class RepeatCommand
{
    /// <summary>The <c>praxis fit</c> of an order: what the user said and nothing else.</summary>
    /// <param name="order">The order.</param>
    /// <returns>One line for a POSIX shell.</returns>
    public static string Of(FitOrder order) =>
        Of(order, tellsSeed: order.Seed != new FitOrder(order.Method).Seed);

    /// <summary>A <c>praxis fit</c> with the data, the seed and every option that is not at its default.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="method">Its method.</param>
    /// <returns>One line for a POSIX shell.</returns>
    public static string Of(RunManifest manifest, Method method) =>
        Of(RunOrder.Of(manifest, method), tellsSeed: true);

    private static string Of(FitOrder order, bool tellsSeed)
    {
        var words = new List<string> { "praxis", "fit", order.Method };
        words.AddRange(order.DataPath is null ? ["--sample"] : ["--data", order.DataPath]);
        Add("name", order.Name);
        Add("continue", order.ContinueFrom);
        Add("seed", tellsSeed ? order.Seed.ToString() : null);
        Add("time-limit", order.TimeLimit is { } limit ? $"{limit.TotalSeconds}s" : null);
        foreach ((string flag, string text) in order.InputValues.Concat(order.OptionValues))
        {
            Add(flag, text);
        }

        return string.Join(' ', words.Select(Quote));

        void Add(string flag, string? value)
        {
            if (value is not null)
            {
                words.AddRange(["--" + flag, value]);
            }
        }
    }

    // Quoted for a POSIX shell where a letter could mean something to it.
    private static string Quote(string word) =>
        word.Length > 0
            && word.All(
                letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
