using Praxis.Core;

namespace Praxis.App;

/// <summary>What was asked of a run, as an order that can be changed and given again.</summary>
public static class RunOrder
{
    /// <summary>The order of a run: its data, the run that it goes on from, its seed and every option that is not at
    /// its default.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="method">Its method.</param>
    /// <returns>The order, without a name.</returns>
    public static FitOrder Of(RunManifest manifest, Method method) => new(manifest.Method)
    {
        DataPath = manifest.DataPath,
        ContinueFrom = manifest.ContinuedFrom,
        Seed = manifest.Seed,
        TimeLimit = manifest.TimeLimitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        InputValues = Changed(
            method.InputOptions,
            method.InputOptions.FromJson(manifest.InputOptions),
            manifest.DataPath is null ? method.Sample.InputValues : null),
        OptionValues = Changed(method.Options, method.Options.FromJson(manifest.Options), null),
    };

    private static Dictionary<string, string> Changed(
        OptionsSchema schema, object options, IReadOnlyDictionary<string, string>? sample)
    {
        var values = new Dictionary<string, string>();
        foreach (OptionSpec spec in schema.Specs)
        {
            string value = OptionSpec.Format(spec.Get(options));
            if (value != (sample?.GetValueOrDefault(spec.Flag) ?? spec.DefaultText))
            {
                values[spec.Flag] = value;
            }
        }

        return values;
    }
}
