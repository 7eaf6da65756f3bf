using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>A jagged batch with random inputs, held as the product holds them: Q, K and V are slices of one row
/// [U|V|Q|K].</summary>
internal sealed class AttentionCase
{
    internal AttentionCase(
        ulong seed, int[] lengths, AttentionSettings settings, int[]? targetCounts = null, bool isRequestInPast = false)
    {
        Settings = settings;
        TargetCounts = targetCounts ?? [];
        Offsets = [0, .. lengths.Select((_, b) => lengths.Take(b + 1).Sum())];
        Times = new long[RowCount];
        RowTimes = new long[RowCount];
        var random = new RandomStream(seed, 910);
        for (int b = 0; b < lengths.Length; b++)
        {
            long time = 1_300_000_000 + random.NextInt(1_000_000);
            for (int row = Offsets[b]; row < Offsets[b + 1]; row++)
            {
                Times[row] = time;

                // Bursts at one second, small gaps, and now and then centuries.
                time += random.NextInt(3) == 0 ? 0 : (long)Math.Exp(random.NextDouble() * 23);
                RowTimes[row] = time;
            }

            if (isRequestInPast && lengths[b] > 0)
            {
                RowTimes[Offsets[b + 1] - 1] = Times[Offsets[b] + (lengths[b] / 2)] + 3;
            }
        }

        Z = SequenceBatches.Floats(seed, RowCount * RowWidth, 1.0);
        Position = SequenceBatches.Floats(seed + 1, settings.PositionCount, 1.0);
        Time = SequenceBatches.Floats(seed + 2, TimeBuckets.Count, 1.0);
        OutputGradient = SequenceBatches.Floats(seed + 3, RowCount * OutputWidth, 1.0);
    }

    internal AttentionSettings Settings { get; }

    internal int[] Offsets { get; }

    internal int[] TargetCounts { get; }

    internal long[] Times { get; }

    internal long[] RowTimes { get; }

    internal float[] Z { get; private init; }

    internal float[] Position { get; private init; }

    internal float[] Time { get; private init; }

    internal float[] OutputGradient { get; private init; }

    internal int RowCount => Offsets[^1];

    internal int KeyRow => Settings.HeadCount * Settings.KeyWidth;

    internal int OutputWidth => Settings.HeadCount * Settings.ValueWidth;

    internal int RowWidth => 2 * (KeyRow + OutputWidth);

    internal int QueryStart => 2 * OutputWidth;

    internal AttentionRows Rows => Settings.HasTimeBias
        ? new AttentionRows(Offsets, TargetCounts, Times, RowTimes)
        : new AttentionRows(Offsets, TargetCounts);

    /// <summary>The inputs in double precision.</summary>
    internal AttentionValues Values => Split(Z, Position, Time);

    internal double[] OutputGradientDouble => Array.ConvertAll(OutputGradient, value => (double)value);

    /// <summary>One user's part as a batch of its own.</summary>
    internal AttentionCase Alone(int user)
    {
        (int start, int end) = (Offsets[user], Offsets[user + 1]);
        var alone = new AttentionCase(
            1, [end - start], Settings, TargetCounts.Length == 0 ? null : [TargetCounts[user]])
        {
            Z = Z[(start * RowWidth)..(end * RowWidth)],
            Position = Position,
            Time = Time,
            OutputGradient = OutputGradient[(start * OutputWidth)..(end * OutputWidth)],
        };
        Times.AsSpan(start..end).CopyTo(alone.Times);
        RowTimes.AsSpan(start..end).CopyTo(alone.RowTimes);
        return alone;
    }

    internal unsafe float[] Forward(AttentionWorkspace workspace, int threadCount = 1)
    {
        var output = new float[RowCount * OutputWidth];
        fixed (float* z = Z, position = Position, time = Time, target = output)
        {
            PointwiseAttention.Forward(
                Rows, Settings, Tensors(z, position, time), new StridedRows(target, OutputWidth), workspace,
                threadCount);
        }

        return output;
    }

    /// <summary>Rows first..n - 1 of the only user.</summary>
    internal unsafe float[] Extend(AttentionWorkspace workspace, int first)
    {
        var output = new float[(RowCount - first) * OutputWidth];
        fixed (float* z = Z, position = Position, time = Time, target = output)
        {
            AttentionTensors all = Tensors(z, position, time);
            PointwiseAttention.Extend(
                Rows, first, Settings, all with { Queries = all.Queries.From(first) },
                new StridedRows(target, OutputWidth), workspace);
        }

        return output;
    }

    internal (float[] Z, float[] Position, float[] Time) Backward(AttentionWorkspace workspace, int threadCount = 1)
    {
        var zGradient = new float[Z.Length];
        Array.Fill(zGradient, 7f);
        return Backward(workspace, threadCount, Z, zGradient);
    }

    /// <summary>The gradients, written over the inputs.</summary>
    internal (float[] Z, float[] Position, float[] Time) BackwardInPlace(
        AttentionWorkspace workspace, int threadCount = 1)
    {
        float[] both = [.. Z];
        return Backward(workspace, threadCount, both, both);
    }

    /// <summary>Slices rows [U|V|Q|K] into the reference's arrays.</summary>
    internal AttentionValues Split(float[] z, float[] position, float[] time)
    {
        double[] Slice(int start, int width)
        {
            var slice = new double[RowCount * width];
            for (int row = 0; row < RowCount; row++)
            {
                for (int c = 0; c < width; c++)
                {
                    slice[(row * width) + c] = z[(row * RowWidth) + start + c];
                }
            }

            return slice;
        }

        return new AttentionValues(
            Slice(QueryStart, KeyRow), Slice(QueryStart + KeyRow, KeyRow), Slice(OutputWidth, OutputWidth),
            Array.ConvertAll(position, value => (double)value), Array.ConvertAll(time, value => (double)value));
    }

    private unsafe (float[] Z, float[] Position, float[] Time) Backward(
        AttentionWorkspace workspace, int threadCount, float[] inputs, float[] zGradient)
    {
        var positionGradient = new float[Position.Length];
        var timeGradient = new float[Time.Length];
        fixed (float* z = inputs, position = Position, time = Time, gradient = OutputGradient, zTarget = zGradient,
            positionTarget = positionGradient, timeTarget = timeGradient)
        {
            PointwiseAttention.Backward(
                Rows, Settings, Tensors(z, position, time), new StridedRows(gradient, OutputWidth),
                Tensors(zTarget, positionTarget, timeTarget), workspace, threadCount);
        }

        return (zGradient, positionGradient, timeGradient);
    }

    private unsafe AttentionTensors Tensors(float* z, float* position, float* time) => new(
        new StridedRows(z + QueryStart, RowWidth), new StridedRows(z + QueryStart + KeyRow, RowWidth),
        new StridedRows(z + OutputWidth, RowWidth), position, time);
}
