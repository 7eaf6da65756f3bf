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

    /// <summary>The <c>praxis scale</c> of a grid.</summary>
    /// <param name="order">The order.</param>
    /// <returns>One line for a POSIX shell.</returns>
    public static string Of(ScaleOrder order) => Line(
        "scale",
        order.Fit,
        tellsSeed: true,
        [
            ("widths", string.Join(',', order.Widths)),
            ("layers", string.Join(',', order.Layers)),
            ("lengths", string.Join(',', order.Lengths)),
            ("metric", order.Metric),
        ]);

    private static string Of(FitOrder order, bool tellsSeed) => Line("fit", order, tellsSeed, []);

    private static string Line(string verb, FitOrder order, bool tellsSeed, (string Flag, string? Text)[] own)
    {
        var words = new List<string> { "praxis", verb, order.Method };
        words.AddRange(order.DataPath is null ? ["--sample"] : ["--data", order.DataPath]);
        (string Flag, string? Text)[] flags =
        [
            .. own,
            ("name", order.Name),
            ("continue", order.ContinueFrom),
            ("seed", tellsSeed ? order.Seed.ToString() : null),
            ("time-limit", order.TimeLimit is { } limit ? $"{limit.TotalSeconds}s" : null),
            .. order.InputValues.Concat(order.OptionValues).Select(static one => (one.Key, (string?)one.Value)),
        ];
        foreach ((string flag, string? text) in flags)
        {
            if (text is not null)
            {
                words.AddRange(["--" + flag, text]);
            }
        }

        return string.Join(' ', words.Select(Quote));
    }

    // Quoted for a POSIX shell where a letter could mean something to it.
    private static string Quote(string word) =>
        word.Length > 0
            && word.All(
                letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+@".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
