using System.Runtime.InteropServices;

namespace Praxis.Torch;

/// <summary>AdamW on the rows that a step touches: a step costs the same however many rows there are.</summary>
/// <remarks>
/// A row that a step does not touch keeps its moments, as in PyTorch's SparseAdam; a touched one is updated as by
/// AdamW at the global step, bias corrections included. Weight decay is owed and paid before a row is read again: the
/// factor for the steps s that left the row out is Π (1 − ηₛ λ), a power of one number behind the warm-up. So a row
/// that is read has the value that it would have if decay were applied to all rows in every step. Where every row is
/// touched in every step this is AdamW to the last bit.
/// </remarks>
public sealed unsafe class RowAdamW : IDisposable
{
    private const int BlockRows = 256;
    private readonly RowParameter _table;
    private readonly TrainingOptions _options;
    private readonly ParallelOptions _parallel;
    private NativeFloats _gradient = new(0);
    private int[] _rows = [];

    /// <summary>Makes the optimiser of a table.</summary>
    /// <param name="table">The table; not disposed.</param>
    /// <param name="options">The options of the training loop that it is part of.</param>
    /// <param name="threadCount">Threads to use; the values do not depend on it.</param>
    /// <exception cref="ArgumentException">The table has no moments, or weights decay while the rate falls.</exception>
    public RowAdamW(RowParameter table, TrainingOptions options, int threadCount)
    {
        if (table.Moments is null)
        {
            throw new ArgumentException($"table {table.Name} has no moments", nameof(table));
        }

        if (options is { DecaySteps: > 0, WeightDecay: > 0 })
        {
            throw new ArgumentException(
                "weight decay is owed by the power of one rate, and a falling schedule has many; leave out one of them",
                nameof(options));
        }

        _table = table;
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
    }

    /// <summary>The table.</summary>
    public RowParameter Table => _table;

    /// <summary>Rows of the step under way, ascending.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, RowCount);

    /// <summary>How many rows the step under way touches.</summary>
    public int RowCount { get; private set; }

    /// <summary>Gradients of the touched rows, [touched rows, D]; the training step overwrites all of them.</summary>
    public float* Gradient => _gradient.Address;

    /// <summary>Begins a step: tells which rows it touches and pays their weight decay.</summary>
    /// <param name="rows">The rows, ascending, each once; copied.</param>
    /// <param name="stepNumber">The step over the whole training, from 1.</param>
    public void Touch(ReadOnlySpan<int> rows, long stepNumber)
    {
        if (_rows.Length < rows.Length)
        {
            int room = rows.Length + (rows.Length / 4);
            _rows = GC.AllocateUninitializedArray<int>(room);
            _gradient.Dispose();
            _gradient = new NativeFloats((long)room * _table.Width);
        }

        rows.CopyTo(_rows);
        RowCount = rows.Length;
        if (_options.WeightDecay > 0)
        {
            ForBlocks(RowCount, (first, end) =>
            {
                for (int i = first; i < end; i++)
                {
                    PayDecay(_rows[i], stepNumber - 1);
                }
            });
        }
    }

    /// <summary>Pays the decay of all rows, as before an evaluation. Costs a pass over the table, and nothing without
    /// decay.</summary>
    /// <param name="stepNumber">The last step done, from 1.</param>
    public void PayAll(long stepNumber)
    {
        if (_options.WeightDecay > 0)
        {
            ForBlocks(_table.RowCount, (first, end) =>
            {
                for (int row = first; row < end; row++)
                {
                    PayDecay(row, stepNumber);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gradient.Dispose();

    internal double SquaredGradientNorm()
    {
        var sums = new double[(RowCount + BlockRows - 1) / BlockRows];
        ForBlocks(RowCount, (first, end) => sums[first / BlockRows] = AdamWKernel.SquaredNorm(
            new ReadOnlySpan<float>(Gradient + ((long)first * _table.Width), (end - first) * _table.Width)));
        double norm = 0;
        foreach (double sum in sums)
        {
            norm += sum;
        }

        return norm;
    }

    internal void Apply(long stepNumber, float gradientScale)
    {
        AdamWTerms terms = AdamWTerms.Of(_options, stepNumber, gradientScale);
        int last = checked((int)stepNumber);
        ForBlocks(RowCount, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                Update(i, terms);
                _table.LastSteps[_rows[i]] = last;
            }
        });
    }

    private void Update(int place, AdamWTerms terms)
    {
        int row = _rows[place];
        int width = _table.Width;
        long start = (long)row * width;
        var gradient = new ReadOnlySpan<float>(Gradient + ((long)place * width), width);
        Span<float> first = _table.FirstMoment.Slice(start, width);
        if (_table.Moments == SecondMoments.Row)
        {
            ref float second = ref MemoryMarshal.GetReference(_table.SecondMoment.Slice(row, 1));
            AdamWKernel.UpdateRow(_table.Row(row), gradient, first, ref second, terms);
        }
        else
        {
            AdamWKernel.Update(_table.Row(row), gradient, first, _table.SecondMoment.Slice(start, width), terms);
        }
    }

    private void PayDecay(int row, long upTo)
    {
        ref int last = ref _table.LastSteps[row];
        if (last >= upTo)
        {
            return;
        }

        var factor = (float)DecayBetween(last, upTo);
        foreach (ref float value in _table.Row(row))
        {
            value *= factor;
        }

        last = checked((int)upTo);
    }

    // Over the steps after the first up to the last; the rate is constant from the end of the warm-up on.
    private double DecayBetween(long first, long last)
    {
        double factor = 1;
        for (long step = first + 1; step <= Math.Min(last, _options.WarmupSteps); step++)
        {
            factor *= DecayOf(step);
        }

        long constant = last - Math.Max(first, Math.Min(last, _options.WarmupSteps));
        return factor * Math.Pow(DecayOf(last), constant);
    }

    private double DecayOf(long step) => 1.0 - (AdamWTerms.RateOf(_options, step) * _options.WeightDecay);

    private void ForBlocks(int count, Action<int, int> body) =>
        Parallel.For(0, (count + BlockRows - 1) / BlockRows, _parallel, block =>
            body(block * BlockRows, Math.Min(count, (block + 1) * BlockRows)));
}
