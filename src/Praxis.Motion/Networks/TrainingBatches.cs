using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>The batches of a training: each epoch has the windows in an order of its own.</summary>
/// <param name="windows">The windows.</param>
/// <param name="training">Batch size and seed.</param>
/// <param name="orderStream">The random stream of the first epoch's order; the next ones follow it.</param>
internal sealed class TrainingBatches(TrainingWindows windows, MotionTraining training, ulong orderStream)
{
    private int[] _order = [];
    private int _epoch = -1;

    /// <summary>Steps of an epoch; windows that fill no batch are left for others.</summary>
    internal int StepCount => Math.Max(1, windows.Count / training.BatchSize);

    /// <summary>The number of a step over the whole training, from 0.</summary>
    internal ulong NumberOf(int epoch, int step) => ((ulong)epoch * (ulong)StepCount) + (ulong)step;

    /// <summary>The windows of a step.</summary>
    internal ReadOnlyMemory<int> Of(int epoch, int step)
    {
        if (epoch != _epoch)
        {
            _epoch = epoch;
            _order = windows.Order(training.Seed, orderStream + (ulong)epoch);
        }

        int first = step * training.BatchSize;
        return _order.AsMemory(first, Math.Min(training.BatchSize, _order.Length - first));
    }

    /// <summary>Room of each shard for the frames of its samples: [nodes, samples, padded length].</summary>
    /// <param name="nodes">Numbers of a pose.</param>
    /// <param name="batchSize">Most samples of a batch.</param>
    /// <param name="geometry">The window.</param>
    internal static NativeFloats[] Room(int nodes, int batchSize, WindowGeometry geometry)
    {
        int most = (batchSize + GraphPass.ShardCount - 1) / GraphPass.ShardCount;
        return
        [
            .. Enumerable.Range(0, GraphPass.ShardCount)
                .Select(_ => new NativeFloats((long)nodes * most * geometry.PaddedLength)),
        ];
    }

    /// <summary>Gives rooms back.</summary>
    internal static void Free(params ReadOnlySpan<NativeFloats[]> rooms)
    {
        foreach (NativeFloats[] room in rooms)
        {
            Array.ForEach(room, static part => part.Dispose());
        }
    }
}
