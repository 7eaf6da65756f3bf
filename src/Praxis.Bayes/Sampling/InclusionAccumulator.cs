namespace Praxis.Bayes;

/// <summary>Counts for how much of a chain each of many indicators was on, batch by batch.</summary>
/// <remarks>An indicator leaves a stamp when it goes on and adds its span when it goes off, so that a step costs
/// nothing unless it is accepted. A Gibbs step may add its probability instead (Rao-Blackwell); one chain does either.
/// </remarks>
internal sealed class InclusionAccumulator
{
    private const long Off = -1;
    private readonly long[] _since;
    private readonly double[] _batch;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private readonly double[] _firstHalf;
    private readonly int _halfOfBatches;
    private long _start;

    /// <summary>Makes it, with all indicators off.</summary>
    /// <param name="count">Number of indicators.</param>
    /// <param name="batchCount">Batches to come, an even number.</param>
    internal InclusionAccumulator(int count, int batchCount)
    {
        _since = new long[count];
        _batch = new double[count];
        _sum = new double[count];
        _squares = new double[count];
        _firstHalf = new double[count];
        _halfOfBatches = batchCount / 2;
        Array.Fill(_since, Off);
    }

    /// <summary>Bytes that an indicator takes.</summary>
    internal static int BytesPerIndicator => (4 * sizeof(double)) + sizeof(long);

    /// <summary>Number of indicators.</summary>
    internal int Count => _since.Length;

    /// <summary>Batches that are over.</summary>
    internal int BatchCount { get; private set; }

    /// <summary>Mean of each indicator over all batches: [count].</summary>
    internal double Mean(int indicator) => _sum[indicator] / BatchCount;

    /// <summary>Sum of the squares of the batches' means.</summary>
    internal double SumOfSquares(int indicator) => _squares[indicator];

    /// <summary>Whether a batch is over that belongs to the second half of the plan.</summary>
    internal bool HasHalves => BatchCount > _halfOfBatches;

    /// <summary>Mean over the first half of the planned batches, and over those after it; of use only where
    /// <see cref="HasHalves"/>.</summary>
    internal (double First, double Second) Halves(int indicator) => (
        _firstHalf[indicator] / _halfOfBatches,
        (_sum[indicator] - _firstHalf[indicator]) / (BatchCount - _halfOfBatches));

    /// <summary>An indicator goes on; time runs from 0 and counts as on from here.</summary>
    internal void Enter(int indicator, long time) => _since[indicator] = time;

    /// <summary>An indicator goes off; time no longer counts from here.</summary>
    internal void Leave(int indicator, long time)
    {
        _batch[indicator] += time - _since[indicator];
        _since[indicator] = Off;
    }

    /// <summary>An indicator goes on or off.</summary>
    internal void Set(int indicator, bool isOn, long time)
    {
        if (isOn)
        {
            Enter(indicator, time);
        }
        else
        {
            Leave(indicator, time);
        }
    }

    /// <summary>Forgets what was counted, but not which indicators are on.</summary>
    internal void Begin(long time)
    {
        _start = time;
        Array.Clear(_batch);
        for (int indicator = 0; indicator < Count; indicator++)
        {
            if (_since[indicator] != Off)
            {
                _since[indicator] = time;
            }
        }
    }

    /// <summary>Adds the probability that an indicator is on, one unit of time long.</summary>
    internal void AddProbability(int indicator, double probability) => _batch[indicator] += probability;

    /// <summary>Ends a batch.</summary>
    internal void EndBatch(long time)
    {
        double length = time - _start;
        for (int indicator = 0; indicator < Count; indicator++)
        {
            if (_since[indicator] != Off)
            {
                _batch[indicator] += time - _since[indicator];
                _since[indicator] = time;
            }

            // Most indicators are never on.
            if (_batch[indicator] == 0)
            {
                continue;
            }

            double mean = _batch[indicator] / length;
            _sum[indicator] += mean;
            _squares[indicator] += mean * mean;
            _batch[indicator] = 0;
        }

        _start = time;
        if (++BatchCount == _halfOfBatches)
        {
            _sum.CopyTo(_firstHalf, 0);
        }
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(BatchCount);
        writer.Write(_start);
        foreach (double[] values in (double[][])[_batch, _sum, _squares, _firstHalf])
        {
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_since.AsSpan()));
    }

    internal void Read(BinaryReader reader)
    {
        BatchCount = reader.ReadInt32();
        _start = reader.ReadInt64();
        foreach (double[] values in (double[][])[_batch, _sum, _squares, _firstHalf])
        {
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_since.AsSpan()));
    }
}
