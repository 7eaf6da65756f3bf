namespace Praxis.Bayes;

/// <summary>A regression of a yes-or-no or normal response on blocks of columns that are in or out as a whole, and on
/// columns that are always in.</summary>
/// <remarks>
/// P(y_i = 1) = F(x_i'b). Block g is in with prior odds e^o_g; its coefficients are then N(0, τ²) each, else 0. A
/// forced column, as the intercept, has a normal prior of its own variance.
/// </remarks>
internal sealed class SpikeSlabModel
{
    private readonly double[] _values;
    private readonly double[] _precisions;
    private readonly int[] _starts;
    private readonly int[] _factorStarts;
    private readonly double[] _factors;
    private readonly double[] _logDeterminants;

    /// <summary>Copies the columns.</summary>
    /// <param name="values">Columns of the blocks, as they enter the regression: column-major [p * n].</param>
    /// <param name="response">y: [n].</param>
    /// <param name="starts">First column of each block, and p at the end: [G + 1], increasing from 0.</param>
    /// <param name="slabVariance">τ².</param>
    /// <param name="logPriorOdds">o_g: [G].</param>
    /// <param name="link">F.</param>
    /// <param name="forcedValues">Columns that are always in: column-major [f * n].</param>
    /// <param name="forcedVariances">Variances of their priors: [f].</param>
    /// <param name="measured">The response of <see cref="WorkingLink.Gaussian"/>, in the place of y
    /// as 1 and 0: [n].</param>
    /// <exception cref="ArgumentException">There are no rows, sizes disagree, a block is empty, or a variance is not
    /// positive and finite.</exception>
    internal SpikeSlabModel(
        ReadOnlySpan<double> values,
        bool[] response,
        int[] starts,
        double slabVariance,
        double[] logPriorOdds,
        WorkingLink link,
        ReadOnlySpan<double> forcedValues = default,
        double[]? forcedVariances = null,
        double[]? measured = null)
    {
        forcedVariances ??= [];
        measured ??= link == WorkingLink.Gaussian ? [.. response.Select(static y => y ? 1.0 : 0)] : [];
        if (measured.Length != (link == WorkingLink.Gaussian ? response.Length : 0))
        {
            throw new ArgumentException("a normal response, and no other, is measured in each row", nameof(measured));
        }

        Measured = [.. measured];
        Check(values.Length, forcedValues.Length, response, starts, logPriorOdds, [slabVariance, .. forcedVariances]);
        Response = [.. response];
        RowCount = response.Length;
        PaddedRowCount = BlockKernel.Padded(RowCount);
        ColumnCount = starts[^1];
        BlockCount = starts.Length - 1;
        ForcedCount = forcedVariances.Length;
        SlabVariance = slabVariance;
        LogPriorOdds = [.. logPriorOdds];
        Link = link;
        _starts = [.. starts, ColumnCount + ForcedCount];
        _precisions = [.. Enumerable.Repeat(1 / slabVariance, ColumnCount), .. forcedVariances.Select(v => 1 / v)];
        _values = new double[PaddedRowCount * (ColumnCount + ForcedCount)];
        for (int column = 0; column < ColumnCount + ForcedCount; column++)
        {
            ReadOnlySpan<double> source = column < ColumnCount
                ? values.Slice(column * RowCount, RowCount)
                : forcedValues.Slice((column - ColumnCount) * RowCount, RowCount);
            source.CopyTo(_values.AsSpan(column * PaddedRowCount));
        }

        LargestBlock = Enumerable.Range(0, BlockCount + 1).Max(block => _starts[block + 1] - _starts[block]);
        (_factorStarts, _factors, _logDeterminants) = link is WorkingLink.Probit or WorkingLink.Gaussian
            ? FactorAll()
            : ([], [], []);
    }

    /// <summary>n.</summary>
    internal int RowCount { get; }

    /// <summary>Length of columns in memory; the rows after n are 0.</summary>
    internal int PaddedRowCount { get; }

    /// <summary>p, the columns of all blocks.</summary>
    internal int ColumnCount { get; }

    /// <summary>G; the forced columns are kept as a block of this number.</summary>
    internal int BlockCount { get; }

    /// <summary>f, the columns that are always in.</summary>
    internal int ForcedCount { get; }

    /// <summary>Columns of the largest block.</summary>
    internal int LargestBlock { get; }

    /// <summary>y: [n].</summary>
    internal IReadOnlyList<bool> Response { get; }

    /// <summary>The normal response: [n], or none.</summary>
    internal IReadOnlyList<double> Measured { get; }

    /// <summary>τ².</summary>
    internal double SlabVariance { get; }

    /// <summary>ln of the prior odds of each block being in: [G].</summary>
    internal IReadOnlyList<double> LogPriorOdds { get; }

    /// <summary>F.</summary>
    internal WorkingLink Link { get; }

    /// <summary>Whether <see cref="Factor"/> holds factors, as the weights never change.</summary>
    internal bool HasFactors => _factors.Length > 0;

    /// <summary>First column of a block.</summary>
    internal int Start(int block) => _starts[block];

    /// <summary>Number of columns of a block.</summary>
    internal int Size(int block) => _starts[block + 1] - _starts[block];

    /// <summary>Columns of a block: column-major [size * padded n].</summary>
    internal ReadOnlySpan<double> Columns(int block) =>
        _values.AsSpan(_starts[block] * PaddedRowCount, Size(block) * PaddedRowCount);

    /// <summary>A column, those of the blocks first, then the forced ones: [padded n].</summary>
    internal ReadOnlySpan<double> Column(int column) =>
        _values.AsSpan(column * PaddedRowCount, PaddedRowCount);

    /// <summary>Precisions of the prior of a block's coefficients: [size].</summary>
    internal ReadOnlySpan<double> Precisions(int block) => _precisions.AsSpan(_starts[block], Size(block));

    /// <summary>The Cholesky factor of X_g'X_g + D: [size, size].</summary>
    internal ReadOnlySpan<double> Factor(int block) =>
        _factors.AsSpan(_factorStarts[block], _factorStarts[block + 1] - _factorStarts[block]);

    /// <summary>Σ ln L_jj of that factor.</summary>
    internal double LogDeterminant(int block) => _logDeterminants[block];

    private static void Check(
        int valueCount, int forcedCount, bool[] response, int[] starts, double[] logPriorOdds, double[] variances)
    {
        if (response.Length == 0 || starts.Length < 1 || starts[0] != 0 || logPriorOdds.Length != starts.Length - 1
            || valueCount != starts[^1] * response.Length || forcedCount != (variances.Length - 1) * response.Length)
        {
            throw new ArgumentException("sizes of columns, response, blocks and odds disagree", nameof(starts));
        }

        if (starts.Zip(starts.Skip(1)).Any(static pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("a block is empty", nameof(starts));
        }

        if (!variances.All(static variance => variance > 0 && double.IsFinite(variance)))
        {
            throw new ArgumentException("a variance is not positive and finite", nameof(variances));
        }
    }

    private (int[] Starts, double[] Factors, double[] LogDeterminants) FactorAll()
    {
        var starts = new int[BlockCount + 2];
        for (int block = 0; block <= BlockCount; block++)
        {
            starts[block + 1] = starts[block] + (Size(block) * Size(block));
        }

        var factors = new double[starts[^1]];
        var logs = new double[BlockCount + 1];
        var ones = new double[PaddedRowCount];
        ones.AsSpan(0, RowCount).Fill(1);
        var product = new double[PaddedRowCount];
        var right = new double[LargestBlock];
        for (int block = 0; block <= BlockCount; block++)
        {
            Span<double> factor = factors.AsSpan(starts[block], Size(block) * Size(block));
            BlockKernel.Accumulate(Columns(block), ones, ones, product, factor, right.AsSpan(0, Size(block)));
            logs[block] = BlockKernel.Factor(factor, Precisions(block));
        }

        return (starts, factors, logs);
    }
}
