using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A Gibbs sampler over which blocks of a <see cref="SpikeSlabModel"/> are in, and over the
/// coefficients.</summary>
/// <remarks>
/// Given the latents (z, w) the likelihood is normal and the coefficients of a block integrate out: with
/// P = X_g'W X_g + I / τ² = LL' and u = L⁻¹X_g'W(z - the rest) the log odds of the block are
/// o_g - (p_g / 2) ln τ² - Σ ln L_jj + u'u / 2. A sweep: latents; a common factor; the forced columns, together; the
/// blocks in a random order; swaps. No sweep allocates.
/// </remarks>
internal sealed class SpikeSlabSampler
{
    private readonly SpikeSlabModel _model;
    private readonly SpikeSlabMoves _moves;
    private readonly ICoupling? _coupling;
    private readonly bool[] _response;
    private readonly bool[] _isIn;
    private readonly double[] _coefficients;
    private readonly double[] _latent;
    private readonly double[] _weights;
    private readonly double[] _residual;
    private readonly double[] _probabilities;
    private readonly int[] _order;
    private readonly double[] _product;
    private readonly double[] _gram;
    private readonly double[] _right;
    private readonly double _logSlabVariance;

    /// <summary>Begins with no block in and all coefficients 0.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="moves">What a sweep does.</param>
    /// <param name="coupling">What ties the blocks to the rest of a model, by their numbers; it adds to the prior
    /// odds.</param>
    internal SpikeSlabSampler(SpikeSlabModel model, SpikeSlabMoves moves, ICoupling? coupling = null)
    {
        _model = model;
        _moves = moves;
        _coupling = coupling;
        _response = [.. model.Response];
        _isIn = new bool[model.BlockCount];
        _coefficients = new double[model.ColumnCount + model.ForcedCount];
        _latent = new double[model.PaddedRowCount];
        _weights = new double[model.PaddedRowCount];
        _residual = new double[model.PaddedRowCount];
        _probabilities = new double[model.BlockCount];
        _order = new int[model.BlockCount];
        _product = new double[model.PaddedRowCount];
        _gram = model.HasFactors ? [] : new double[model.LargestBlock * model.LargestBlock];
        _right = new double[model.LargestBlock];
        _logSlabVariance = Math.Log(model.SlabVariance);
        _weights.AsSpan(0, model.RowCount).Fill(WorkingLayer.FirstWeight(model.Link));
        for (int row = 0; row < model.Measured.Count; row++)
        {
            _latent[row] = model.Measured[row];
            _residual[row] = model.Measured[row];
        }
    }

    /// <summary>Number of blocks that are in.</summary>
    internal int Count { get; private set; }

    /// <summary>Coefficients of all columns, those of the blocks first: [p + f].</summary>
    internal ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>Coefficients of all columns of the blocks, 0 for a block that is out: [p].</summary>
    internal ReadOnlySpan<double> Beta => _coefficients.AsSpan(0, _model.ColumnCount);

    /// <summary>Coefficients of the forced columns: [f].</summary>
    internal ReadOnlySpan<double> ForcedBeta => _coefficients.AsSpan(_model.ColumnCount);

    /// <summary>Probability of each block being in, given all else, when the last sweep drew it: [G].</summary>
    internal ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Draws of whether a block is in; those that changed it count as accepted.</summary>
    internal MoveCounts FlipCounts { get; } = new();

    /// <summary>Swaps.</summary>
    internal MoveCounts SwapCounts { get; } = new();

    /// <summary>ln of prior and likelihood of blocks and coefficients, with the latents integrated out and the link as
    /// it is sampled (for <see cref="WorkingLink.Student"/> the t law); without the coupling and without Π 1 / (1 +
    /// e^o_g), a constant.</summary>
    internal double LogPosterior
    {
        get
        {
            double sum = LogLikelihood;
            for (int block = 0; block <= _model.BlockCount; block++)
            {
                sum += IsInOrForced(block) ? LogPriorOf(block) : 0;
            }

            return sum;
        }
    }

    /// <summary>ln of the likelihood of the coefficients, with the latents integrated out and the link as it is
    /// sampled.</summary>
    internal double LogLikelihood
    {
        get
        {
            double sum = 0;
            for (int row = 0; row < _response.Length; row++)
            {
                double predictor = _latent[row] - _residual[row];
                double argument = _model.Link == WorkingLink.Gaussian ? _residual[row]
                    : _response[row] ? predictor : -predictor;
                sum += WorkingLayer.LogLikelihood(_model.Link, argument);
            }

            return sum;
        }
    }

    internal bool IsIn(int block) => _isIn[block];

    /// <summary>ln of the odds of a block being in, given all else but its own coefficients.</summary>
    internal double LogOdds(int block)
    {
        MoveResidual(block, 1);
        double odds = LogPriorOddsOf(block) + Evaluate(block);
        MoveResidual(block, -1);
        return odds;
    }

    /// <summary>Makes one sweep.</summary>
    internal void Sweep(RandomStream random)
    {
        WorkingLayer.Draw(_model.Link, random, _response, _latent, _weights, _residual);
        if (_moves.Scale && _model.Link is WorkingLink.Student or WorkingLink.Probit)
        {
            DrawScale(random);
        }

        if (_model.ForcedCount > 0)
        {
            MoveResidual(_model.BlockCount, 1);
            Evaluate(_model.BlockCount);
            DrawCoefficients(_model.BlockCount, random);
        }

        Shuffle(random);
        foreach (int block in _order)
        {
            DrawBlock(block, random);
        }

        for (int swap = 0; swap < _moves.Swaps; swap++)
        {
            SwapCounts.Add(Swap(random));
        }
    }

    /// <summary>Puts a block in, with coefficients, or out, where they are empty; tells the coupling.</summary>
    internal void Set(int block, ReadOnlySpan<double> coefficients)
    {
        MoveResidual(block, 1);
        Span<double> own = CoefficientsOf(block);
        own.Clear();
        coefficients.CopyTo(own);
        MoveResidual(block, -1, coefficients.Length > 0);
        if (block < _model.BlockCount)
        {
            Mark(block, coefficients.Length > 0);
        }
    }

    /// <summary>Draws blocks and coefficients from the prior without the coupling; the latents stay.</summary>
    internal void DrawPrior(RandomStream random)
    {
        for (int block = 0; block <= _model.BlockCount; block++)
        {
            bool isIn = block == _model.BlockCount
                || random.NextDouble() * (1 + Math.Exp(-_model.LogPriorOdds[block])) < 1;
            Span<double> drawn = _right.AsSpan(0, isIn ? _model.Size(block) : 0);
            for (int place = 0; place < drawn.Length; place++)
            {
                drawn[place] = NormalDistribution.Sample(random) / Math.Sqrt(_model.Precisions(block)[place]);
            }

            Set(block, drawn);
        }
    }

    /// <summary>Draws a response and its latents given the coefficients, in the place of the model's response.
    /// </summary>
    internal void Simulate(RandomStream random) =>
        WorkingLayer.Simulate(_model.Link, random, _response, _latent, _weights, _residual);

    /// <summary>Clears the rounding of many steps from the residual.</summary>
    internal void EndRound()
    {
        _latent.CopyTo(_residual, 0);
        for (int block = 0; block <= _model.BlockCount; block++)
        {
            if (IsInOrForced(block))
            {
                MoveResidual(block, -1);
            }
        }
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(MemoryMarshal.AsBytes(_isIn.AsSpan()));
        foreach (double[] values in (double[][])[_coefficients, _latent, _weights, _probabilities])
        {
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        FlipCounts.Write(writer);
        SwapCounts.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the coupling is told of blocks that change.</summary>
    internal void Read(BinaryReader reader)
    {
        var read = new bool[_isIn.Length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(read.AsSpan()));
        for (int block = 0; block < read.Length; block++)
        {
            Mark(block, read[block]);
        }

        foreach (double[] values in (double[][])[_coefficients, _latent, _weights, _probabilities])
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        FlipCounts.Read(reader);
        SwapCounts.Read(reader);
        EndRound();
    }

    // (z, b) -> c (z, b) keeps all signs, so given w the factor has density c^(n + k - 1) e^(-c² (Σ w r² + b'Db) / 2)
    // under the scale group's measure dc / c (Liu and Sabatti 2000): c² is a gamma number.
    private void DrawScale(RandomStream random)
    {
        double squares = 0;
        int count = _model.RowCount;
        for (int row = 0; row < _model.RowCount; row++)
        {
            squares += _weights[row] * _residual[row] * _residual[row];
        }

        for (int block = 0; block <= _model.BlockCount; block++)
        {
            if (IsInOrForced(block))
            {
                squares += PenaltyOf(block);
                count += _model.Size(block);
            }
        }

        double factor = Math.Sqrt(GammaDistribution.Sample(random, 0.5 * count, 0.5 * squares));
        foreach (double[] values in (ReadOnlySpan<double[]>)[_latent, _coefficients])
        {
            foreach (ref double value in values.AsSpan())
            {
                value *= factor;
            }
        }

        // Rounding in the residual would grow by all the factors of a chain.
        EndRound();
    }

    private void Shuffle(RandomStream random)
    {
        for (int place = 0; place < _order.Length; place++)
        {
            int other = random.NextInt(place + 1);
            _order[place] = _order[other];
            _order[other] = place;
        }
    }

    private void DrawBlock(int block, RandomStream random)
    {
        bool wasIn = _isIn[block];
        bool isIn = wasIn;
        if (!_moves.Flips && !wasIn)
        {
            return;
        }

        MoveResidual(block, 1);
        double odds = LogPriorOddsOf(block) + Evaluate(block);
        if (_moves.Flips)
        {
            _probabilities[block] = 1 / (1 + Math.Exp(-odds));
            isIn = random.NextDouble() < _probabilities[block];
            FlipCounts.Add(isIn != wasIn);
        }

        if (isIn)
        {
            DrawCoefficients(block, random);
        }
        else
        {
            CoefficientsOf(block).Clear();
        }

        Mark(block, isIn);
    }

    // Both choices are as likely on the way back, and of the two blocks one is in on either side, so that the ratio of
    // their collapsed odds, each without the other, is all that remains.
    private bool Swap(RandomStream random)
    {
        if (Count == 0 || Count == _isIn.Length)
        {
            return false;
        }

        int old = Find(true, random.NextInt(Count));
        int fresh = Find(false, random.NextInt(_isIn.Length - Count));
        MoveResidual(old, 1);
        double before = LogPriorOddsOf(old) + Evaluate(old);
        Mark(old, false);
        double after = LogPriorOddsOf(fresh) + Evaluate(fresh);
        if (SetSampler.IsAccepted(random, after - before))
        {
            CoefficientsOf(old).Clear();
            DrawCoefficients(fresh, random);
            Mark(fresh, true);
            return true;
        }

        Mark(old, true);
        MoveResidual(old, -1);
        return false;
    }

    // The block that is in, or out, with so many such before it.
    private int Find(bool isIn, int before)
    {
        int block = -1;
        do
        {
            block++;
            before -= _isIn[block] == isIn ? 1 : 0;
        }
        while (before >= 0);
        return block;
    }

    // Leaves L in the Gram matrix's place and u; the residual must be without the block. ln of the marginal likelihood
    // with the block over that without it.
    private double Evaluate(int block)
    {
        int size = _model.Size(block);
        ReadOnlySpan<double> columns = _model.Columns(block);
        Span<double> right = _right.AsSpan(0, size);
        double logDeterminant;
        if (_model.HasFactors)
        {
            for (int j = 0; j < size; j++)
            {
                right[j] = BlockKernel.Dot(columns.Slice(j * _residual.Length, _residual.Length), _residual);
            }

            logDeterminant = _model.LogDeterminant(block);
        }
        else
        {
            Span<double> gram = _gram.AsSpan(0, size * size);
            BlockKernel.Accumulate(columns, _weights, _residual, _product, gram, right);
            logDeterminant = BlockKernel.Factor(gram, _model.Precisions(block));
        }

        double squares = BlockKernel.SolveLower(FactorOf(block), right);
        return (0.5 * (squares - (size * _logSlabVariance))) - logDeterminant;
    }

    // b = L'⁻¹(u + noise) for the block that was evaluated last.
    private void DrawCoefficients(int block, RandomStream random)
    {
        Span<double> drawn = _right.AsSpan(0, _model.Size(block));
        foreach (ref double value in drawn)
        {
            value += NormalDistribution.Sample(random);
        }

        BlockKernel.SolveUpper(FactorOf(block), drawn);
        drawn.CopyTo(CoefficientsOf(block));
        MoveResidual(block, -1, isIn: true);
    }

    private ReadOnlySpan<double> FactorOf(int block) => _model.HasFactors
        ? _model.Factor(block)
        : _gram.AsSpan(0, _model.Size(block) * _model.Size(block));

    private Span<double> CoefficientsOf(int block) => _coefficients.AsSpan(_model.Start(block), _model.Size(block));

    private bool IsInOrForced(int block) => block == _isIn.Length || _isIn[block];

    private void MoveResidual(int block, double sign) => MoveResidual(block, sign, IsInOrForced(block));

    private void MoveResidual(int block, double sign, bool isIn)
    {
        if (!isIn)
        {
            return;
        }

        int start = _model.Start(block);
        for (int column = start; column < start + _model.Size(block); column++)
        {
            BlockKernel.AddMultiple(_residual, sign * _coefficients[column], _model.Column(column));
        }
    }

    private void Mark(int block, bool isIn)
    {
        if (_isIn[block] != isIn)
        {
            _isIn[block] = isIn;
            Count += isIn ? 1 : -1;
            _coupling?.Changed(block, isIn);
        }
    }

    private double LogPriorOddsOf(int block) => _model.LogPriorOdds[block] + (_coupling?.LogOdds(block) ?? 0);

    // b'Db.
    private double PenaltyOf(int block)
    {
        double sum = 0;
        Span<double> own = CoefficientsOf(block);
        ReadOnlySpan<double> precisions = _model.Precisions(block);
        for (int place = 0; place < own.Length; place++)
        {
            sum += own[place] * own[place] * precisions[place];
        }

        return sum;
    }

    private double LogPriorOf(int block)
    {
        double sum = block == _isIn.Length ? 0 : _model.LogPriorOdds[block];
        foreach (double precision in _model.Precisions(block))
        {
            sum += (0.5 * Math.Log(precision)) + NormalDistribution.LogDensity(0);
        }

        return sum - (0.5 * PenaltyOf(block));
    }
}
