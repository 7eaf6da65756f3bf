using System.Text.Json;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A trained HSTU ranking model.</summary>
public sealed class FittedHstuRanking : IFitted<FittedHstuRanking>, IDisposable
{
    private const string OptionsFile = "model.json";
    private const string VocabularyFile = "vocabulary.json";
    private const string WeightsFile = "weights.safetensors";

    internal FittedHstuRanking(HstuRankingOptions options, HstuRankingModel model)
    {
        Options = options;
        Model = model;
    }

    /// <summary>The options it was trained with.</summary>
    public HstuRankingOptions Options { get; }

    /// <summary>What it foretells.</summary>
    public IReadOnlyList<RankingTask> Tasks => Model.Vocabulary.Tasks;

    internal HstuRankingModel Model { get; }

    /// <inheritdoc/>
    public static FittedHstuRanking Load(string folder)
    {
        HstuRankingOptions options = ReadJson<HstuRankingOptions>(Path.Combine(folder, OptionsFile));
        RankingVocabulary vocabulary = ReadJson<RankingVocabulary>(Path.Combine(folder, VocabularyFile));
        string weightsPath = Path.Combine(folder, WeightsFile);
        IReadOnlyDictionary<string, NamedArray> weights = Safetensors.Read(weightsPath);
        var model = new HstuRankingModel(options, vocabulary, seed: 0);
        foreach (Parameter parameter in AllOf(model))
        {
            if (!weights.TryGetValue(parameter.Name, out NamedArray? array)
                || !array.Shape.AsSpan().SequenceEqual(parameter.Shape))
            {
                throw new InputException($"{weightsPath}: has no tensor {parameter.Name} of shape "
                    + $"[{string.Join(", ", parameter.Shape)}]; the run folder is damaged");
            }

            array.Values.CopyTo(parameter.Values);
        }

        return new FittedHstuRanking(options, model);
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, OptionsFile), JsonSerializer.Serialize(Options, PraxisJson.Indented));
        AtomicFile.WriteText(
            Path.Combine(folder, VocabularyFile), JsonSerializer.Serialize(Model.Vocabulary, PraxisJson.Indented));
        Safetensors.Write(
            Path.Combine(folder, WeightsFile), [.. AllOf(Model).Select(parameter => parameter.ToArray())]);
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private static IEnumerable<Parameter> AllOf(HstuRankingModel model) => [model.Table, .. model.Dense];

    private static T ReadJson<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), PraxisJson.Indented)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException(
                $"{path}: cannot be read ({exception.Message}); the run folder is damaged", exception);
        }
    }
}
