using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A chain over the blocks of a regression.</summary>
/// <remarks>A sweep draws every block, and proposes the swaps of its moves.</remarks>
internal sealed class SpikeSlabChain : IChain
{
    private readonly SpikeSlabModel _model;
    private readonly SpikeSlabMoves _moves;
    private readonly RandomStream _random;
    private readonly int[] _set;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private long _time;
    private bool _isDrawing;

    /// <summary>Makes a chain with no block in.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="moves">What a sweep does.</param>
    /// <param name="seed">The fit's seed.</param>
    /// <param name="number">The chain, from 0.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    internal SpikeSlabChain(SpikeSlabModel model, SpikeSlabMoves moves, ulong seed, int number, int batchCount)
    {
        _model = model;
        _moves = moves;
        _random = ChainStreams.Of(seed, number, 0);
        _set = new int[model.BlockCount];
        _sums = new double[model.ColumnCount + model.ForcedCount];
        _squares = new double[_sums.Length];
        Sampler = new SpikeSlabSampler(model, moves);
        Inclusion = new InclusionAccumulator(model.BlockCount, batchCount);
        BestCoefficients = new double[_sums.Length];
        BestBlocks = [];
    }

    /// <inheritdoc/>
    public long ProposalsPerSweep => _model.BlockCount + _moves.Swaps;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, MoveCounts Counts)> Moves =>
    [
        ("block flip", Sampler.FlipCounts),
        ("block swap", Sampler.SwapCounts),
    ];

    /// <summary>The state.</summary>
    internal SpikeSlabSampler Sampler { get; }

    /// <summary>Inclusion of the blocks: means of their conditional probabilities.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>The sets of blocks after each sweep since warm-up.</summary>
    internal VisitedModels Visited { get; } = new();

    /// <summary>Coefficients of each kept draw since warm-up: columns of the blocks, then forced ones.</summary>
    internal SparseDraws Draws { get; } = new();

    /// <summary>Sweeps since warm-up.</summary>
    internal long DrawCount { get; private set; }

    /// <summary>Sums of the coefficients over these sweeps: [p + f].</summary>
    internal ReadOnlySpan<double> Sums => _sums;

    /// <summary>Sums of their squares: [p + f].</summary>
    internal ReadOnlySpan<double> Squares => _squares;

    /// <summary>Log posterior of the best kept draw, those of warm-up too.</summary>
    internal double BestLogPosterior { get; private set; } = double.NegativeInfinity;

    /// <summary>Its blocks, in increasing order.</summary>
    internal int[] BestBlocks { get; private set; }

    /// <summary>Its coefficients: [p + f].</summary>
    internal double[] BestCoefficients { get; }

    /// <inheritdoc/>
    public void Run(int sweepCount, int thin, int threadCount, ChainTrace trace)
    {
        for (int draw = 0; draw < sweepCount / thin; draw++)
        {
            for (int sweep = 0; sweep < thin; sweep++)
            {
                Sampler.Sweep(_random);
                _time++;
                if (_isDrawing)
                {
                    Record();
                }
            }

            Keep(trace);
        }
    }

    /// <inheritdoc/>
    public void BeginDraws()
    {
        _isDrawing = true;
        Inclusion.Begin(_time);
    }

    /// <inheritdoc/>
    public void EndBatch() => Inclusion.EndBatch(_time);

    /// <inheritdoc/>
    public void EndRound() => Sampler.EndRound();

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_time);
        writer.Write(_isDrawing);
        writer.Write(DrawCount);
        writer.Write(_random.Position);
        Sampler.Write(writer);
        Inclusion.Write(writer);
        Visited.Write(writer);
        Draws.Write(writer);
        writer.Write(BestLogPosterior);
        SetFiles.Write(writer, BestBlocks);
        foreach (double[] values in (double[][])[_sums, _squares, BestCoefficients])
        {
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _time = reader.ReadInt64();
        _isDrawing = reader.ReadBoolean();
        DrawCount = reader.ReadInt64();
        _random.Position = reader.ReadUInt64();
        Sampler.Read(reader);
        Inclusion.Read(reader);
        Visited.Read(reader);
        Draws.Read(reader);
        BestLogPosterior = reader.ReadDouble();
        BestBlocks = SetFiles.Read(reader);
        foreach (double[] values in (double[][])[_sums, _squares, BestCoefficients])
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    private void Record()
    {
        DrawCount++;
        ReadOnlySpan<double> probabilities = Sampler.Probabilities;
        for (int block = 0; block < probabilities.Length; block++)
        {
            Inclusion.AddProbability(block, probabilities[block]);
        }

        ReadOnlySpan<int> set = InOrder();
        Visited.Add(set);
        foreach (int block in set)
        {
            AddCoefficients(block);
        }

        AddCoefficients(_model.BlockCount);
    }

    private void AddCoefficients(int block)
    {
        ReadOnlySpan<double> coefficients = Sampler.Coefficients;
        int start = _model.Start(block);
        for (int column = start; column < start + _model.Size(block); column++)
        {
            _sums[column] += coefficients[column];
            _squares[column] += coefficients[column] * coefficients[column];
        }
    }

    private void Keep(ChainTrace trace)
    {
        double now = Sampler.LogPosterior;
        trace.Add(now, Sampler.Count);
        if (now > BestLogPosterior)
        {
            BestLogPosterior = now;
            BestBlocks = InOrder().ToArray();
            Sampler.Coefficients.CopyTo(BestCoefficients);
        }

        if (_isDrawing)
        {
            Draws.Add(Sampler.Coefficients);
        }
    }

    private ReadOnlySpan<int> InOrder()
    {
        int count = 0;
        for (int block = 0; block < _set.Length && count < Sampler.Count; block++)
        {
            if (Sampler.IsIn(block))
            {
                _set[count++] = block;
            }
        }

        return _set.AsSpan(0, count);
    }
}
