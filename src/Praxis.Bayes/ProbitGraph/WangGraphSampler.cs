using System.Runtime.InteropServices;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Gibbs sampler of a positive definite precision matrix and its graph under the Gaussian likelihood: columns
/// in blocks.</summary>
/// <remarks>
/// Wang, "Scaling it up: stochastic search structure learning in graphical models" (2015). With column j last, A =
/// Ω_11⁻¹ = Σ_11 - σ_12 σ_12' / σ_22 and t its part of X'X:
/// <code>
/// C⁻¹ = (t_22 + d) A + diag(1 / v²_z),  ω_12 ~ N(-C t_12, C),  w ~ Gamma(n / 2 + 1, (t_22 + d) / 2),
/// ω_22 = w + ω_12' A ω_12.
/// </code>
/// Then each edge given its element. Ω stays positive definite as w is positive. O(p⁴) for a sweep.
/// </remarks>
internal sealed class WangGraphSampler : IGraphHalf
{
    /// <summary>The most columns that are taken.</summary>
    internal const int MostColumns = 200;

    private readonly GramMatrix _gram;
    private readonly WangPrior _prior;
    private readonly UndirectedGraph _graph;
    private readonly bool[] _isRequired;
    private readonly bool[] _isForbidden;
    private readonly double[] _omega;
    private readonly double[] _sigma;
    private readonly double[] _inverse;
    private readonly double[] _matrix;
    private readonly double[] _column;
    private readonly double[] _noise;
    private readonly CholeskyFactor _all;
    private readonly CholeskyFactor _rest;
    private long _time;

    /// <summary>Makes a sampler at a diagonal matrix and the graph of the required edges.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="prior">The prior.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of the prior is out of range.</exception>
    /// <exception cref="InputException">There are more than <see cref="MostColumns"/> columns.</exception>
    internal WangGraphSampler(GramMatrix gram, WangPrior prior, int batchCount)
    {
        prior.Validate();
        NodeCount = gram.ColumnCount;
        if (NodeCount > MostColumns)
        {
            throw new InputException(
                $"--likelihood gaussian: its sweeps take p⁴ steps, so that it has at most {MostColumns} columns; got "
                + $"{NodeCount}; choose columns or take --likelihood concord");
        }

        int pairs = NodeCount * (NodeCount - 1) / 2;
        int others = Math.Max(1, NodeCount - 1);
        _gram = gram;
        _prior = prior;
        _graph = new UndirectedGraph(NodeCount);
        _isRequired = new bool[pairs];
        _isForbidden = new bool[pairs];
        _omega = new double[NodeCount * NodeCount];
        _sigma = new double[NodeCount * NodeCount];
        _inverse = new double[others * others];
        _matrix = new double[others * others];
        _column = new double[others];
        _noise = new double[others];
        _all = new CholeskyFactor(NodeCount);
        _rest = new CholeskyFactor(others);
        Inclusion = new InclusionAccumulator(pairs, batchCount);
        Mean = new PrecisionSum(NodeCount);
        foreach ((int i, int j) in prior.Edges.Forbidden)
        {
            _isForbidden[EdgeList.Pair(i, j)] = true;
        }

        foreach ((int i, int j) in prior.Edges.Required)
        {
            _isRequired[EdgeList.Pair(i, j)] = true;
            Toggle(i, j);
        }

        for (int j = 0; j < NodeCount; j++)
        {
            _omega[(j * NodeCount) + j] = (gram.RowCount + 2) / (gram[j, j] + prior.DiagonalRate);
        }

        Refresh();
    }

    /// <inheritdoc/>
    public int NodeCount { get; }

    /// <inheritdoc/>
    public int EdgeCount => _graph.EdgeCount;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Omega => _omega;

    /// <inheritdoc/>
    public long ProposalsPerSweep => _isRequired.Length;

    /// <inheritdoc/>
    public MoveCounts Moves { get; } = new();

    /// <inheritdoc/>
    public InclusionAccumulator Inclusion { get; }

    /// <inheritdoc/>
    public PrecisionSum Mean { get; }

    /// <inheritdoc/>
    /// <remarks>Constants that hold neither Ω nor G are left out.</remarks>
    public double LogPosterior
    {
        get
        {
            double sum = 0.5 * _gram.RowCount * _all.LogDeterminant;
            for (int i = 0; i < NodeCount; i++)
            {
                double diagonal = _omega[(i * NodeCount) + i];
                sum -= 0.5 * (_gram[i, i] + _prior.DiagonalRate) * diagonal;
                for (int j = 0; j < i; j++)
                {
                    int pair = EdgeList.Pair(i, j);
                    bool isOn = HasEdge(i, j);
                    double omega = _omega[(i * NodeCount) + j];
                    double deviation = Deviation(isOn);
                    sum += NormalDistribution.LogDensity(omega / deviation) - Math.Log(deviation)
                        - (_gram[i, j] * omega);
                    sum += _isRequired[pair] || _isForbidden[pair]
                        ? 0
                        : Math.Log(isOn ? _prior.EdgeProbability : 1 - _prior.EdgeProbability);
                }
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public bool HasEdge(int i, int j) => _graph.HasEdge(i, j);

    /// <inheritdoc/>
    public double NeighboursIn(int node, ReadOnlySpan<bool> gamma) => IGraphHalf.CountIn(_graph.Row(node), gamma);

    /// <inheritdoc/>
    /// <remarks>One thread is all it uses.</remarks>
    public void Sweep(RandomStream random, ReadOnlySpan<bool> gamma, int threadCount)
    {
        Check.Length(gamma.Length, NodeCount);
        for (int j = 0; j < NodeCount; j++)
        {
            DrawColumn(j, random);
        }

        DrawEdges(random, gamma);
        _time++;
        Refresh();
    }

    /// <inheritdoc/>
    public void BeginDraws() => Inclusion.Begin(_time);

    /// <inheritdoc/>
    public void AddDraw()
    {
        for (int i = 0; i < NodeCount; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Mean.Add(i, j, _omega[(i * NodeCount) + j]);
            }
        }

        Mean.EndMatrix();
    }

    /// <inheritdoc/>
    public void EndBatch() => Inclusion.EndBatch(_time);

    /// <inheritdoc/>
    /// <remarks>Every sweep ends so.</remarks>
    public void EndRound()
    {
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_time);
        Moves.Write(writer);
        writer.Write(MemoryMarshal.AsBytes(_omega.AsSpan()));
        for (int i = 0; i < NodeCount; i++)
        {
            writer.Write(MemoryMarshal.AsBytes(_graph.Row(i)));
        }

        Inclusion.Write(writer);
        Mean.Write(writer);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _time = reader.ReadInt64();
        Moves.Read(reader);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_omega.AsSpan()));
        var row = new ulong[_graph.Row(0).Length];
        for (int i = 0; i < NodeCount; i++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            for (int j = 0; j < i; j++)
            {
                if ((((row[j >> 6] >> (j & 63)) & 1) != 0) != _graph.HasEdge(i, j))
                {
                    _graph.Toggle(i, j);
                }
            }
        }

        Inclusion.Read(reader);
        Mean.Read(reader);
        Refresh();
    }

    private double Deviation(bool isOn) => isOn ? _prior.SlabDeviation : _prior.SpikeDeviation;

    private void Toggle(int i, int j)
    {
        _graph.Toggle(i, j);
        Inclusion.Set(EdgeList.Pair(i, j), _graph.HasEdge(i, j), _time);
    }

    // Σ = Ω⁻¹ anew, so that no rounding is carried from sweep to sweep.
    private void Refresh()
    {
        Factor(_all, _omega);
        _all.Invert(_sigma);
    }

    private static void Factor(CholeskyFactor factor, ReadOnlySpan<double> matrix)
    {
        if (!factor.TryFactor(matrix))
        {
            throw new InputException(
                "--likelihood gaussian: the precision matrix is not positive definite to its rounding; columns are "
                + "nearly combinations of others: leave some out or take --likelihood concord");
        }
    }

    private void DrawColumn(int j, RandomStream random)
    {
        int others = NodeCount - 1;
        double rate = _gram[j, j] + _prior.DiagonalRate;
        ReadOnlySpan<double> cross = _sigma.AsSpan(j * NodeCount, NodeCount);
        for (int a = 0; a < others; a++)
        {
            int i = a < j ? a : a + 1;
            double factor = cross[i] / cross[j];
            for (int b = 0; b < others; b++)
            {
                int k = b < j ? b : b + 1;
                double value = _sigma[(i * NodeCount) + k] - (factor * cross[k]);
                _inverse[(a * others) + b] = value;
                _matrix[(a * others) + b] = rate * value;
            }

            double deviation = Deviation(HasEdge(i, j));
            _matrix[(a * others) + a] += 1 / (deviation * deviation);
            _column[a] = _gram[i, j];
        }

        double remainder = GammaDistribution.Sample(random, (0.5 * _gram.RowCount) + 1, 0.5 * rate);
        Span<double> product = _noise.AsSpan(0, others);
        double square = 0;
        if (others > 0)
        {
            Factor(_rest, _matrix);
            NormalDistribution.Fill(random, _noise);
            _rest.Solve(_column);
            _rest.SolveUpper(_noise);
            for (int a = 0; a < others; a++)
            {
                _column[a] = _noise[a] - _column[a];
            }

            for (int a = 0; a < others; a++)
            {
                double sum = 0;
                for (int b = 0; b < others; b++)
                {
                    sum += _inverse[(a * others) + b] * _column[b];
                }

                product[a] = sum;
                square += sum * _column[a];
            }
        }

        Keep(j, remainder, square, product);
    }

    // Puts column j into Ω, and into Σ by the inverse of a bordered matrix.
    private void Keep(int j, double remainder, double square, ReadOnlySpan<double> product)
    {
        int others = NodeCount - 1;
        _omega[(j * NodeCount) + j] = remainder + square;
        _sigma[(j * NodeCount) + j] = 1 / remainder;
        for (int a = 0; a < others; a++)
        {
            int i = a < j ? a : a + 1;
            double factor = product[a] / remainder;
            _omega[(i * NodeCount) + j] = _column[a];
            _omega[(j * NodeCount) + i] = _column[a];
            _sigma[(i * NodeCount) + j] = -factor;
            _sigma[(j * NodeCount) + i] = -factor;
            for (int b = 0; b < others; b++)
            {
                int k = b < j ? b : b + 1;
                _sigma[(i * NodeCount) + k] = _inverse[(a * others) + b] + (factor * product[b]);
            }
        }
    }

    private void DrawEdges(RandomStream random, ReadOnlySpan<bool> gamma)
    {
        double spike = 1 / (_prior.SpikeDeviation * _prior.SpikeDeviation);
        double slab = 1 / (_prior.SlabDeviation * _prior.SlabDeviation);
        double constant = Math.Log(_prior.EdgeProbability) - Math.Log(1 - _prior.EdgeProbability)
            + (0.5 * Math.Log(slab / spike));
        for (int i = 0; i < NodeCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int pair = EdgeList.Pair(i, j);
                if (_isRequired[pair] || _isForbidden[pair])
                {
                    continue;
                }

                double omega = _omega[(i * NodeCount) + j];
                double odds = constant + (0.5 * omega * omega * (spike - slab))
                    + (gamma[i] && gamma[j] ? 2 * _prior.Coupling : 0);
                double u = random.NextDouble();
                bool isOn = odds > Math.Log(u / (1 - u));
                bool isChange = isOn != HasEdge(i, j);
                Moves.Add(isChange);
                if (isChange)
                {
                    Toggle(i, j);
                }
            }
        }
    }
}
