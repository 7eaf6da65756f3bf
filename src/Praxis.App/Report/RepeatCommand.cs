using Praxis.Core;

namespace Praxis.App;

/// <summary>Writes the command line that repeats a run.</summary>
internal static class RepeatCommand
{
    /// <summary>A <c>praxis fit</c> with the data, the seed and every option that is not at its default.</summary>
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
