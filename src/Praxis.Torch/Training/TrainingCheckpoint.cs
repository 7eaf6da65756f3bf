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

    /// <summary>Sums of what else these steps told.</summary>
    public IReadOnlyDictionary<string, double> MetricSums { get; init; } = new Dictionary<string, double>();

    /// <summary>Best epoch so far, from 1; 0 for none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Its watched metric.</summary>
    public double BestMetric { get; init; } = double.NegativeInfinity;

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; init; }

    /// <summary>What ended the training; null while it goes on.</summary>
    public string? StoppedBy { get; init; }
}

/// <summary>The best epoch's values so far, beside those in training.</summary>
internal sealed class BestValues : IDisposable
{
    private readonly ITrainable _network;

    internal BestValues(ITrainable network)
    {
        _network = network;
        Parameters = [.. network.Parameters.Select(parameter => parameter.Values.ToArray())];
        Tables = [.. network.Tables.Select(table => new NativeFloats(table.Table.Values.Length))];
        Keep();
    }

    internal float[][] Parameters { get; }

    internal NativeFloats[] Tables { get; }

    /// <summary>Keeps the values of now.</summary>
    internal void Keep()
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            _network.Parameters[i].Values.CopyTo(Parameters[i]);
        }

        for (int i = 0; i < Tables.Length; i++)
        {
            Tables[i].CopyFrom(_network.Tables[i].Table.Values);
        }
    }

    /// <summary>Puts the kept values back.</summary>
    internal void Restore()
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            Parameters[i].CopyTo(_network.Parameters[i].Values);
        }

        for (int i = 0; i < Tables.Length; i++)
        {
            _network.Tables[i].Table.Values.CopyFrom(Tables[i]);
        }
    }

    public void Dispose()
    {
        foreach (NativeFloats table in Tables)
        {
            table.Dispose();
        }
    }
}

/// <summary>Writes and reads a training's state, parameters, moments and best values.</summary>
internal static class TrainingCheckpoint
{
    private const string StateFile = "state.json";
    private const string WeightsFile = "training.safetensors";
    private const string AverageSuffix = "/average";

    internal static void Write(
        string folder, TrainingState state, ITrainable network, BestValues best, AverageValues? average)
    {
        var blocks = new List<TensorBlock>();
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Parameter parameter = network.Parameters[i];
            blocks.Add(TensorBlock.Of(parameter.ToArray()));
            blocks.AddRange(TrainingBlocks.Moments(parameter));
            blocks.Add(TensorBlock.Of(new NamedArray(parameter.Name + "/best", parameter.Shape, best.Parameters[i])));
            if (average is not null)
            {
                blocks.Add(TensorBlock.Of(
                    new NamedArray(parameter.Name + AverageSuffix, parameter.Shape, average.Parameters[i])));
            }
        }

        for (int i = 0; i < network.Tables.Count; i++)
        {
            RowParameter table = network.Tables[i].Table;
            blocks.Add(TrainingBlocks.Values(table));
            blocks.AddRange(TrainingBlocks.Moments(table));
            blocks.Add(TensorBlock.Of(table.Name + "/best", [table.RowCount, table.Width], best.Tables[i]));
        }

        Safetensors.WriteBlocks(Path.Combine(folder, WeightsFile), blocks);
        AtomicFile.WriteText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(state, PraxisJson.Indented));
    }

    internal static TrainingState Read(
        string folder, ITrainable network, BestValues best, AverageValues? average)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Parameter parameter = network.Parameters[i];
            file.Read(parameter.Name, parameter.Values);
            TrainingBlocks.ReadMoments(file, parameter);
            file.Read(parameter.Name + "/best", best.Parameters[i].AsSpan());
            if (average is not null)
            {
                file.Read(parameter.Name + AverageSuffix, average.Parameters[i].AsSpan());
            }
        }

        for (int i = 0; i < network.Tables.Count; i++)
        {
            RowParameter table = network.Tables[i].Table;
            TrainingBlocks.Read(file, table);
            file.Read(table.Name + "/best", best.Tables[i], (long)table.RowCount * table.Width);
        }

        string state = File.ReadAllText(Path.Combine(folder, StateFile));
        return JsonSerializer.Deserialize<TrainingState>(state, PraxisJson.Indented)!;
    }
}
