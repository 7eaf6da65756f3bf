using System.Text.Json;
using Praxis.Core;

namespace Praxis.Torch;

/// <summary>Where a training stands: everything that the next step depends on besides parameters and moments.</summary>
internal sealed record TrainingState
{
    /// <summary>The epoch under way, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>The next step inside the epoch, from 0.</summary>
    public int Step { get; init; }

    /// <summary>Optimiser steps done.</summary>
    public long GlobalStep { get; init; }

    /// <summary>Sum of the losses of this epoch's steps so far.</summary>
    public double LossSum { get; init; }

    /// <summary>Best epoch so far, from 1; 0 for none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Its watched metric.</summary>
    public double BestMetric { get; init; } = double.NegativeInfinity;

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; init; }
}

/// <summary>Writes and reads a training's state, parameters, moments and best values.</summary>
internal static class TrainingCheckpoint
{
    private const string StateFile = "state.json";
    private const string WeightsFile = "training.safetensors";

    internal static void Write(string folder, TrainingState state, IReadOnlyList<Parameter> parameters, float[][] best)
    {
        var arrays = new List<NamedArray>();
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter parameter = parameters[i];
            arrays.Add(parameter.ToArray());
            arrays.Add(new NamedArray(parameter.Name + "/first", parameter.Shape, parameter.FirstMoment));
            arrays.Add(new NamedArray(parameter.Name + "/second", parameter.Shape, parameter.SecondMoment));
            arrays.Add(new NamedArray(parameter.Name + "/best", parameter.Shape, best[i]));
        }

        Safetensors.Write(Path.Combine(folder, WeightsFile), arrays);
        AtomicFile.WriteText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(state, PraxisJson.Indented));
    }

    internal static TrainingState Read(string folder, IReadOnlyList<Parameter> parameters, float[][] best)
    {
        IReadOnlyDictionary<string, NamedArray> arrays = Safetensors.Read(Path.Combine(folder, WeightsFile));
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter parameter = parameters[i];
            Take(arrays, parameter.Name, folder, parameter.Values);
            Take(arrays, parameter.Name + "/first", folder, parameter.FirstMoment);
            Take(arrays, parameter.Name + "/second", folder, parameter.SecondMoment);
            Take(arrays, parameter.Name + "/best", folder, best[i]);
        }

        string state = File.ReadAllText(Path.Combine(folder, StateFile));
        return JsonSerializer.Deserialize<TrainingState>(state, PraxisJson.Indented)!;
    }

    private static void Take(
        IReadOnlyDictionary<string, NamedArray> arrays, string name, string folder, Span<float> target)
    {
        if (!arrays.TryGetValue(name, out NamedArray? array) || array.Values.Length != target.Length)
        {
            throw new InputException($"{folder}: the checkpoint does not fit the options or the data; fit again");
        }

        array.Values.CopyTo(target);
    }
}
