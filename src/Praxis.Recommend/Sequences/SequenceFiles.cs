using System.Text.Json;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>The files of a fitted sequence model: model.json (options) and weights.safetensors.</summary>
internal static class SequenceFiles
{
    private const string OptionsFile = "model.json";
    private const string WeightsFile = "weights.safetensors";

    internal static void Save<TOptions>(
        string folder, TOptions options, ItemTable table, ISequenceEncoder encoder,
        MixtureOfLogits? mixture)
    {
        AtomicFile.WriteText(Path.Combine(folder, OptionsFile), JsonSerializer.Serialize(options, PraxisJson.Indented));
        Safetensors.WriteBlocks(
            Path.Combine(folder, WeightsFile),
            [
                table.ToBlock(),
                .. encoder.Parameters.Concat(mixture?.Parameters ?? [])
                    .Select(parameter => TensorBlock.Of(parameter.ToArray())),
            ]);
    }

    internal static (TOptions Options, ISequenceEncoder Encoder, ItemTable Table, MixtureOfLogits? Mixture)
        Load<TOptions>(string folder)
        where TOptions : SequenceModelOptions
    {
        TOptions options;
        string optionsPath = Path.Combine(folder, OptionsFile);
        try
        {
            options = JsonSerializer.Deserialize<TOptions>(File.ReadAllText(optionsPath), PraxisJson.Indented)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException(
                $"{optionsPath}: cannot be read ({exception.Message}); the run folder is damaged", exception);
        }

        string weightsPath = Path.Combine(folder, WeightsFile);
        using SafetensorsFile weights = SafetensorsFile.Open(weightsPath);
        ISequenceEncoder encoder = options.CreateEncoder(seed: 0);
        MixtureOfLogits? mixture = options.CreateMixture(seed: 0);
        foreach (Parameter parameter in encoder.Parameters.Concat(mixture?.Parameters ?? []))
        {
            weights.Read(parameter.Name, parameter.Values);
        }

        long[] shape = weights.ShapeOf("items");
        if (shape.Length != 2 || shape[1] != options.Width || shape[0] > int.MaxValue)
        {
            throw new InputException(
                $"{weightsPath}: items are not of width {options.Width}; the run folder is damaged");
        }

        var rows = new RowParameter("items", (int)shape[0], options.Width, moments: null);
        weights.Read("items", rows.Values, shape[0] * shape[1]);
        return (options, encoder, new ItemTable(rows, options.Similarity), mixture);
    }
}
