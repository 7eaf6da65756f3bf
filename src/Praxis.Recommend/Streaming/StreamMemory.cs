using System.Text.Json;
using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A stream's model with all that learning on needs: place in the log, vocabulary, parameters and
/// moments.</summary>
/// <param name="State">The place.</param>
/// <param name="Vocabulary">The items.</param>
/// <param name="Rows">Their table, with moments.</param>
/// <param name="Encoder">The encoder.</param>
internal sealed record StreamMemory(
    StreamState State, ItemVocabulary Vocabulary, RowParameter Rows, ISequenceEncoder Encoder)
{
    private const string Kind = "item-vocabulary";
    private const string StateFile = "stream.json";
    private const string VocabularyFile = "vocabulary.bin";
    private const string WeightsFile = "weights.safetensors";
    private const string MomentsFile = "moments.safetensors";

    /// <summary>Files beside the model's own that only a stream has.</summary>
    internal static IReadOnlyList<string> OwnFiles { get; } = [StateFile, VocabularyFile, MomentsFile];

    /// <summary>Whether a folder holds a stream.</summary>
    internal static bool IsIn(string folder) => File.Exists(Path.Combine(folder, StateFile));

    /// <summary>Writes all of it.</summary>
    internal void Write(string folder)
    {
        Safetensors.WriteBlocks(
            Path.Combine(folder, WeightsFile),
            [
                TrainingBlocks.Values(Rows),
                .. Encoder.Parameters.Select(static parameter => TensorBlock.Of(parameter.ToArray())),
            ]);
        WriteOwn(folder);
    }

    /// <summary>Writes what the model's own files lack.</summary>
    internal void WriteOwn(string folder)
    {
        Safetensors.WriteBlocks(
            Path.Combine(folder, MomentsFile),
            [.. TrainingBlocks.Moments(Rows), .. Encoder.Parameters.SelectMany(TrainingBlocks.Moments)]);
        ArrayFile.Write(Path.Combine(folder, VocabularyFile), Kind, Vocabulary.Write);
        AtomicFile.WriteText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(State, PraxisJson.Indented));
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="InputException">The folder holds no stream, is damaged, or is of a model of other
    /// sizes.</exception>
    internal static StreamMemory Read(string folder, SequenceModelOptions options, ulong seed)
    {
        StreamState state;
        string statePath = Path.Combine(folder, StateFile);
        try
        {
            state = JsonSerializer.Deserialize<StreamState>(File.ReadAllText(statePath), PraxisJson.Indented)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException(
                $"{statePath}: cannot be read ({exception.Message}); only a run fitted with --stream can be "
                + "continued", exception);
        }

        ItemVocabulary vocabulary = ReadVocabulary(folder);
        ISequenceEncoder encoder = options.CreateEncoder(seed);
        var rows = new RowParameter("items", vocabulary.RowCount, options.Width, options.ItemMoments);
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
        using SafetensorsFile moments = SafetensorsFile.Open(Path.Combine(folder, MomentsFile));
        weights.Read(rows.Name, rows.Values, (long)rows.RowCount * rows.Width);
        TrainingBlocks.ReadMoments(moments, rows);
        foreach (Parameter parameter in encoder.Parameters)
        {
            weights.Read(parameter.Name, parameter.Values);
            TrainingBlocks.ReadMoments(moments, parameter);
        }

        return new StreamMemory(state, vocabulary, rows, encoder);
    }

    /// <summary>Reads the vocabulary alone.</summary>
    internal static ItemVocabulary ReadVocabulary(string folder) =>
        ArrayFile.Read(Path.Combine(folder, VocabularyFile), Kind, ItemVocabulary.Read);
}
