using System.Text.Json;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>The files of a fitted sequence model: model.json (options) and weights.safetensors.</summary>
internal static class SequenceFiles
{
    private const string OptionsFile = "model.json";
    private const string WeightsFile = "weights.safetensors";

    internal static void Save<TOptions>(string folder, TOptions options, ItemTable table, ISequenceEncoder encoder)
    {
        AtomicFile.WriteText(Path.Combine(folder, OptionsFile), JsonSerializer.Serialize(options, PraxisJson.Indented));
        Safetensors.Write(
            Path.Combine(folder, WeightsFile),
            [table.Parameter.ToArray(), .. encoder.Parameters.Select(parameter => parameter.ToArray())]);
    }

    internal static (TOptions Options, ISequenceEncoder Encoder, ItemTable Table) Load<TOptions>(string folder)
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
        IReadOnlyDictionary<string, NamedArray> weights = Safetensors.Read(weightsPath);
        ISequenceEncoder encoder = options.CreateEncoder(seed: 0);
        foreach (Parameter parameter in encoder.Parameters)
        {
            Take(weights, parameter.Name, parameter.Shape, weightsPath).CopyTo(parameter.Values);
        }

        NamedArray items = weights.GetValueOrDefault("items")
            ?? throw new InputException($"{weightsPath}: has no tensor items; the run folder is damaged");
        var table = new ItemTable(new Parameter("items", items.Shape, items.Values), options.Similarity);
        return (options, encoder, table);
    }

    private static float[] Take(
        IReadOnlyDictionary<string, NamedArray> weights, string name, long[] shape, string path) =>
        weights.TryGetValue(name, out NamedArray? array) && array.Shape.AsSpan().SequenceEqual(shape)
            ? array.Values
            : throw new InputException(
                $"{path}: has no tensor {name} of shape [{string.Join(", ", shape)}]; the run folder is damaged");
}
