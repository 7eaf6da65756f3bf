using System.Numerics;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Gibbs sampler of a precision matrix and its graph under the CONCORD pseudo-likelihood.</summary>
/// <remarks>
/// The likelihood is Π_j ω_jj^n e^(-tr(Ω T Ω) / 2), T = X'X: a product of regressions of each column on the others, so
/// that Ω need not be positive definite. For a pair jk, with a = T_jj + T_kk and b = (TΩ)_kj + (TΩ)_jk - a ω_jk,
/// <code>
/// ln odds = logit q + ln(λ / (a + λ)) / 2 + b² / (2 (a + λ)) + 2b γ_j γ_k,   ω_jk ~ N(-b / (a + λ), 1 / (a + λ)).
/// </code>
/// <see cref="ConcordProduct"/> keeps TΩ, so that a pair without an edge that stays so costs two numbers and no
/// logarithm: a bound on the odds is held against a table. λ is drawn just before its pair, from its conditional, and
/// need not be kept; without an edge that is its prior, and a pair that fails the bound at every λ is left alone
/// without a draw. ω_jk stands in columns j and k of TΩ alone: tiles of pairs that share no node are independent given
/// the rest, and run side by side with numbers of their own. A column that is 0 in every row, as a level that a part of
/// the rows lacks, says nothing of its own element: that has an exponential prior of rate 1 then.
/// </remarks>
internal sealed class ConcordGraphSampler : IGraphHalf
{
    private const int SweepsPerRefresh = 256;
    private const int LeastNodesForThreads = 300;
    private const int TableBits = 10;
    private const double LeastSlabPrecision = 1e-300;

    // Twice ln(u / (1 - u)) at the lower end of each of 1024 equal bins of u.
    private static readonly double[] TwiceLogits =
    [
        .. Enumerable.Range(0, 1 << TableBits).Select(static bin =>
            2 * Math.Log(bin / ((1 << TableBits) - (double)bin))),
    ];

    private readonly ConcordPrior _prior;
    private readonly double _count;
    private readonly double[] _squares;
    private readonly double[] _rates;
    private readonly double[] _screens;
    private readonly ConcordProduct _product;
    private readonly ulong[] _bits;
    private readonly int _words;
    private readonly HashSet<int> _required;
    private readonly HashSet<int> _forbidden;
    private readonly bool[] _gamma;
    private readonly (int First, int Second)[][] _rounds;
    private readonly double _logitEdge;
    private readonly double _couplingBound;
    private int _edgeCount;
    private int _flips;
    private int _sweepsSinceRefresh;
    private long _time;
    private ulong _key;

    /// <summary>Makes a sampler at the graph of the required edges and its diagonal's mode.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="prior">The prior.</param>
    /// <param name="batchCount">Batches of draws to come.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of the prior is out of range.</exception>
    internal ConcordGraphSampler(GramMatrix gram, ConcordPrior prior, int batchCount)
    {
        prior.Validate();
        _prior = prior;
        _count = gram.RowCount;
        NodeCount = gram.ColumnCount;
        _squares = [.. Enumerable.Range(0, NodeCount).Select(j => gram[j, j])];
        _rates = [.. _squares.Select(square => prior.DiagonalRate == 0 && square == 0 ? 1 : prior.DiagonalRate)];
        _product = new ConcordProduct(gram);
        _words = (NodeCount + 63) / 64;
        _bits = new ulong[NodeCount * _words];
        _gamma = new bool[NodeCount];
        _rounds = NodeTiles.Rounds(NodeCount);
        _required = [.. prior.Edges.Required.Select(static edge => EdgeList.Pair(edge.From, edge.To))];
        _forbidden = [.. prior.Edges.Forbidden.Select(static edge => EdgeList.Pair(edge.From, edge.To))];
        _logitEdge = Math.Log(prior.EdgeProbability) - Math.Log(1 - prior.EdgeProbability);
        _couplingBound = Math.Max(0, 2 * prior.Coupling);
        _screens = Screens();
        Inclusion = new InclusionAccumulator(NodeCount * (NodeCount - 1) / 2, batchCount);
        Mean = new PrecisionSum(NodeCount);
        Start([]);
    }

    /// <inheritdoc/>
    public int NodeCount { get; }

    /// <inheritdoc/>
    public int EdgeCount => _edgeCount;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Omega => _product.Omega;

    /// <inheritdoc/>
    public long ProposalsPerSweep => NodeCount * (NodeCount - 1L) / 2;

    /// <inheritdoc/>
    public MoveCounts Moves { get; } = new();

    /// <inheritdoc/>
    public InclusionAccumulator Inclusion { get; }

    /// <inheritdoc/>
    public PrecisionSum Mean { get; }

    /// <inheritdoc/>
    /// <remarks>λ is integrated out of the slabs; constants of the likelihood that hold neither Ω nor G are left out.
    /// </remarks>
    public double LogPosterior
    {
        get
        {
            double sum = 0;
            int free = (NodeCount * (NodeCount - 1) / 2) - _required.Count - _forbidden.Count;
            for (int j = 0; j < NodeCount; j++)
            {
                double diagonal = _product[j, j];
                double rate = _rates[j];
                sum += (_count * Math.Log(diagonal)) - (0.5 * diagonal * _product.OfData(j, j))
                    - (rate * diagonal) + (rate > 0 ? Math.Log(rate) : 0);
            }

            foreach ((int i, int j) in Edges())
            {
                double omega = _product[i, j];
                sum += _prior.LogSlab(omega) - (0.5 * omega * (_product.OfData(i, j) + _product.OfData(j, i)));
            }

            int present = _edgeCount - _required.Count;
            return sum + (present * Math.Log(_prior.EdgeProbability))
                + ((free - present) * Math.Log(1 - _prior.EdgeProbability));
        }
    }

    /// <summary>TΩ as it is kept.</summary>
    internal ConcordProduct Product => _product;

    /// <summary>The start of the paper: the graphical lasso of X'X / (n - 1) at penalty 0.055, then from there at
    /// 0.1.</summary>
    /// <param name="gram">X'X.</param>
    /// <returns>Its precision matrix: [p, p].</returns>
    internal static double[] PaperStart(GramMatrix gram)
    {
        double scale = 1.0 / Math.Max(1, gram.RowCount - 1);
        double[] covariance = [.. gram.Values.ToArray().Select(value => scale * value)];
        var lasso = new GraphicalLasso(covariance, gram.ColumnCount);
        lasso.Fit(0.055);
        lasso.Fit(0.1);
        return [.. lasso.Precision];
    }

    /// <summary>Goes to a matrix and the graph of its elements that are not 0, before the first sweep.</summary>
    /// <param name="omega">Ω: [p, p], symmetric, or nothing for the graph of the required edges and the diagonal's
    /// mode.</param>
    internal void Start(ReadOnlySpan<double> omega)
    {
        foreach ((int i, int j) in Edges())
        {
            SetEdge(i, j, isOn: false);
        }

        _product.Clear();
        for (int i = 0; i < NodeCount; i++)
        {
            _product.Set(i, i, omega.IsEmpty
                ? StartOfDiagonal(i)
                : omega[(i * NodeCount) + i]);
            for (int j = 0; j < i; j++)
            {
                int pair = EdgeList.Pair(i, j);
                double value = omega.IsEmpty || _forbidden.Contains(pair) ? 0 : omega[(i * NodeCount) + j];
                if (value != 0 || _required.Contains(pair))
                {
                    _product.Set(i, j, value);
                    SetEdge(i, j, isOn: true);
                }
            }
        }

        Refresh();
    }

    /// <inheritdoc/>
    public bool HasEdge(int i, int j) => ((_bits[(i * _words) + (j >> 6)] >> (j & 63)) & 1) != 0;

    /// <inheritdoc/>
    public double NeighboursIn(int node, ReadOnlySpan<bool> gamma) =>
        IGraphHalf.CountIn(_bits.AsSpan(node * _words, _words), gamma);

    /// <inheritdoc/>
    /// <remarks>Takes two words of the stream, whatever happens: they are the seed of the sweep.</remarks>
    public void Sweep(RandomStream random, ReadOnlySpan<bool> gamma, int threadCount)
    {
        Check.Length(gamma.Length, NodeCount);
        gamma.CopyTo(_gamma);
        _key = ((ulong)random.NextUInt32() << 32) | random.NextUInt32();
        _flips = 0;
        foreach ((int First, int Second)[] tiles in _rounds)
        {
            if (threadCount > 1 && NodeCount >= LeastNodesForThreads)
            {
                Parallel.For(
                    0,
                    tiles.Length,
                    new ParallelOptions { MaxDegreeOfParallelism = threadCount },
                    place => VisitTile(tiles[place].First, tiles[place].Second));
            }
            else
            {
                foreach ((int first, int second) in tiles)
                {
                    VisitTile(first, second);
                }
            }
        }

        _time++;
        Moves.Proposed += ProposalsPerSweep;
        Moves.Accepted += _flips;
        if (++_sweepsSinceRefresh >= SweepsPerRefresh)
        {
            Refresh();
        }
    }

    /// <inheritdoc/>
    public void BeginDraws() => Inclusion.Begin(_time);

    /// <inheritdoc/>
    public void AddDraw()
    {
        for (int j = 0; j < NodeCount; j++)
        {
            Mean.Add(j, j, _product[j, j]);
        }

        foreach ((int i, int j) in Edges())
        {
            Mean.Add(i, j, _product[i, j]);
        }

        Mean.EndMatrix();
    }

    /// <inheritdoc/>
    public void EndBatch() => Inclusion.EndBatch(_time);

    /// <inheritdoc/>
    public void EndRound() => Refresh();

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_time);
        Moves.Write(writer);
        for (int j = 0; j < NodeCount; j++)
        {
            writer.Write(_product[j, j]);
        }

        writer.Write(_edgeCount);
        foreach ((int i, int j) in Edges())
        {
            writer.Write(i);
            writer.Write(j);
            writer.Write(_product[i, j]);
        }

        Inclusion.Write(writer);
        Mean.Write(writer);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _time = reader.ReadInt64();
        Moves.Read(reader);
        Array.Clear(_bits);
        _edgeCount = 0;
        _product.Clear();
        for (int j = 0; j < NodeCount; j++)
        {
            _product.Set(j, j, reader.ReadDouble());
        }

        for (int edges = reader.ReadInt32(); edges > 0; edges--)
        {
            int i = reader.ReadInt32();
            int j = reader.ReadInt32();
            _product.Set(i, j, reader.ReadDouble());
            SetEdge(i, j, isOn: true);
        }

        Inclusion.Read(reader);
        Mean.Read(reader);
        Refresh();
    }

    private IEnumerable<(int I, int J)> Edges()
    {
        for (int i = 0; i < NodeCount; i++)
        {
            for (int word = 0; word <= i >> 6; word++)
            {
                for (ulong bits = _bits[(i * _words) + word]; bits != 0; bits &= bits - 1)
                {
                    int j = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    if (j >= i)
                    {
                        break;
                    }

                    yield return (i, j);
                }
            }
        }
    }

    private void Refresh()
    {
        _product.Refresh(Edges());
        _sweepsSinceRefresh = 0;
    }

    // What the log odds of an edge of each node are below, but for b² / 2a and the coupling. With λ fixed the slab's
    // factor is known; else it is at most 1.
    private double[] Screens()
    {
        double least = _squares.Min();
        return
        [
            .. _squares.Select(square => _logitEdge + (_prior.Rule == SlabPrecisionRule.Fixed
                ? -0.5 * Math.Log(1 + ((square + least) / _prior.SlabPrecision))
                : 0)),
        ];
    }

    private void VisitTile(int first, int second)
    {
        const int Width = NodeTiles.Width;
        ulong stream = 2 * (((ulong)(uint)first << 32) | (uint)second);
        Span<uint> words = stackalloc uint[Width * Width];
        int firstEnd = Math.Min((first + 1) * Width, NodeCount);
        int start = second * Width;
        int end = Math.Min(start + Width, NodeCount);
        RandomStream.Fill(_key, stream, 0, words[..((firstEnd - (first * Width)) * Width)]);
        var random = new RandomStream(_key, stream + 1, 16);
        int change = 0;
        int flips = 0;
        for (int j = first * Width; j < firstEnd; j++)
        {
            ReadOnlySpan<uint> row = words.Slice((j & (Width - 1)) * Width, Width);
            int from = first == second ? j + 1 : start;
            var edges = (uint)(_bits[(j * _words) + (start >> 6)] >> (start & 63));
            double screen = 2 * (_screens[j] + (_gamma[j] ? _couplingBound : 0));
            int k = from;
            while ((k = NextCandidate(j, k, end, row, edges, screen)) < end)
            {
                int place = k & (Width - 1);
                bool wasOn = ((edges >> place) & 1) != 0;
                bool isOn = VisitPair(j, k, row[place], random);
                if (wasOn != isOn)
                {
                    SetBits(j, k);
                    Inclusion.Set(EdgeList.Pair(j, k), isOn, _time);
                    change += isOn ? 1 : -1;
                    flips++;
                }

                k++;
            }
        }

        for (int j = start; first == second && j < end; j++)
        {
            VisitDiagonal(j, random);
        }

        Interlocked.Add(ref _edgeCount, change);
        Interlocked.Add(ref _flips, flips);
    }

    // The next pair that has an edge or may get one; of two columns of zeros both sides are 0, and any pair may.
    private int NextCandidate(int j, int k, int end, ReadOnlySpan<uint> row, uint edges, double screen)
    {
        ReadOnlySpan<double> column = _product.Column(j);
        ReadOnlySpan<double> all = _product.Values;
        ReadOnlySpan<double> squares = _squares;
        ReadOnlySpan<double> table = TwiceLogits;
        double square = squares[j];
        for (; k < end; k++)
        {
            int place = k & (NodeTiles.Width - 1);
            double b = column[k] + all[(k * NodeCount) + j];
            double room = (square + squares[k]) * (table[(int)(row[place] >> (32 - TableBits))] - screen);
            if (!(b * b < room) || ((edges >> place) & 1) != 0)
            {
                break;
            }
        }

        return k;
    }

    // Draws the edge and its element; whether it is there.
    private bool VisitPair(int j, int k, uint word, RandomStream random)
    {
        bool isRequired = false;
        if (_required.Count + _forbidden.Count > 0)
        {
            int pair = EdgeList.Pair(j, k);
            isRequired = _required.Contains(pair);
            if (_forbidden.Contains(pair))
            {
                return false;
            }
        }

        double before = _product[j, k];
        double square = _squares[j] + _squares[k];
        double b = _product.OfData(j, k) + _product.OfData(k, j) - (square * before);
        double slab = SlabPrecision(HasEdge(j, k), before, random);
        double precision = square + slab;
        bool isOn = isRequired;
        if (!isRequired)
        {
            double u = (word + random.NextDouble()) * (1.0 / (1UL << 32));
            double odds = _logitEdge + (0.5 * Math.Log(slab / precision)) + (0.5 * b * b / precision)
                + (_gamma[j] && _gamma[k] ? 2 * _prior.Coupling : 0);
            isOn = odds > Math.Log(u / (1 - u));
        }

        double after = isOn ? (-b / precision) + (NormalDistribution.Sample(random) / Math.Sqrt(precision)) : 0;
        _product.Change(j, k, after);
        return isOn;
    }

    private double SlabPrecision(bool hasEdge, double omega, RandomStream random)
    {
        if (_prior.Rule == SlabPrecisionRule.Fixed)
        {
            return _prior.SlabPrecision;
        }

        double half = 0.5 * omega * omega;
        double slab = _prior.Rule == SlabPrecisionRule.Paper
            ? GammaDistribution.Sample(random, ConcordPrior.PaperShape + 0.5, ConcordPrior.PaperRate + half)
            : hasEdge ? GammaDistribution.Sample(random, _prior.SlabShape + 0.5, _prior.SlabRate + half)
            : GammaDistribution.Sample(random, _prior.SlabShape, _prior.SlabRate);
        return Math.Max(slab, LeastSlabPrecision);
    }

    private void VisitDiagonal(int j, RandomStream random)
    {
        double square = _squares[j];
        double linear = _product.OfData(j, j) - (square * _product[j, j]) + _rates[j];
        _product.ChangeDiagonal(j, _prior.UsesDiagonalMode || _prior.Rule == SlabPrecisionRule.Paper
            ? DiagonalPrecision.Mode(_count, square, linear)
            : DiagonalPrecision.Sample(random, _count, square, linear));
    }

    // The mode without edges; without rows that is 0, and the prior's mean is taken.
    private double StartOfDiagonal(int j) => _count > 0
        ? DiagonalPrecision.Mode(_count, _squares[j], _rates[j])
        : 1 / _rates[j];

    private void SetEdge(int i, int j, bool isOn)
    {
        SetBits(i, j);
        _edgeCount += isOn ? 1 : -1;
        Inclusion.Set(EdgeList.Pair(i, j), isOn, _time);
    }

    private void SetBits(int i, int j)
    {
        _bits[(i * _words) + (j >> 6)] ^= 1UL << (j & 63);
        _bits[(j * _words) + (i >> 6)] ^= 1UL << (i & 63);
    }
}
