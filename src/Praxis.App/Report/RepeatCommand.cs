using Praxis.Core;

namespace Praxis.App;

/// <summary>Writes the command line of a run.</summary>
public static class RepeatCommand
{
    /// <summary>The <c>praxis fit</c> of an order: what the user said and nothing else.</summary>
    /// <param name="order">The order.</param>
    /// <returns>One line for a POSIX shell.</returns>
    public static string Of(FitOrder order)
    {
        var words = new List<string> { "praxis", "fit", order.Method };
        words.AddRange(order.DataPath is null ? ["--sample"] : ["--data", order.DataPath]);
        Add("name", order.Name);
        Add("continue", order.ContinueFrom);
        Add("seed", order.Seed == new FitOrder(order.Method).Seed ? null : order.Seed.ToString());
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

    /// <summary>A <c>praxis fit</c> with the data, the seed and every option that is not at its default.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="method">Its method.</param>
    /// <returns>One line for a POSIX shell.</returns>
    public static string Of(RunManifest manifest, Method method)
    {
        var words = new List<string> { "praxis", "fit", manifest.Method };
        words.AddRange(manifest.DataPath is null ? ["--sample"] : ["--data", manifest.DataPath]);
        words.AddRange(["--seed", manifest.Seed.ToString()]);
        if (manifest.TimeLimitSeconds is { } seconds)
        {
            words.AddRange(["--time-limit", $"{seconds}s"]);
        }

        AddOptions(
            words,
            method.InputOptions,
            method.InputOptions.FromJson(manifest.InputOptions),
            manifest.DataPath is null ? method.Sample : null);
        AddOptions(words, method.Options, method.Options.FromJson(manifest.Options), sample: null);
        return string.Join(' ', words.Select(Quote));
    }

    private static void AddOptions(List<string> words, OptionsSchema schema, object options, SampleData? sample)
    {
        foreach (OptionSpec spec in schema.Specs)
        {
            string usual = sample?.InputValues.GetValueOrDefault(spec.Flag) ?? spec.DefaultText;
            string value = OptionSpec.Format(spec.Get(options));
            if (value != usual)
            {
                words.AddRange(["--" + spec.Flag, value]);
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
