using System.Numerics.Tensors;

namespace Praxis.Bayes;

/// <summary>Rows of a table made ready for selection: prepared columns by column, the intercept and covariates that are
/// always in, and the units that are in or out. Immutable.</summary>
internal sealed class SelectionDesign
{
    private const int Lanes = 4;

    /// <summary>Prior variance of the intercept.</summary>
    private const double InterceptVariance = 100;

    /// <summary>Prior variance of a covariate's coefficient, for a standard deviation of a number and for the whole
    /// step from one level of a factor to another: two in three are within a log odds ratio of 2.5.</summary>
    private const double CovariateVariance = 6.25;

    private SelectionDesign(int rowCount)
    {
        RowCount = rowCount;
        Stride = (rowCount + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>Number of rows.</summary>
    internal int RowCount { get; }

    /// <summary>Numbers of a column with its filling of zeros, a multiple of four.</summary>
    internal int Stride { get; }

    /// <summary>Variables: [variables, stride].</summary>
    internal double[] Columns { get; private init; } = [];

    /// <summary>Intercept, where there is one, and covariates: [forced, stride].</summary>
    internal double[] Forced { get; private init; } = [];

    /// <summary>Prior variance of each coefficient that is always in.</summary>
    internal double[] ForcedVariances { get; private init; } = [];

    /// <summary>Outcomes as 1 and 0: [stride].</summary>
    internal double[] Response { get; private init; } = [];

    /// <summary>Columns of each unit, side by side.</summary>
    internal int[][] Units { get; private init; } = [];

    /// <summary>Means of covariates, then of variables.</summary>
    internal double[] Means { get; private init; } = [];

    /// <summary>What covariates, then variables were divided by.</summary>
    internal double[] Deviations { get; private init; } = [];

    /// <summary>Whether the first of what is always in is an intercept.</summary>
    internal bool HasIntercept { get; private init; }

    /// <summary>Number of variables.</summary>
    internal int ColumnCount => Columns.Length / Stride;

    /// <summary>Number of coefficients that are always in.</summary>
    internal int ForcedCount => ForcedVariances.Length;

    /// <summary>A variable's column.</summary>
    internal ReadOnlySpan<double> Column(int column) => Columns.AsSpan(column * Stride, Stride);

    /// <summary>A column that is always in.</summary>
    internal ReadOnlySpan<double> ForcedColumn(int column) => Forced.AsSpan(column * Stride, Stride);

    /// <summary>Makes the design of some rows of a table.</summary>
    /// <param name="table">The table, with outcomes.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="scaling">What is done to columns, from these rows alone.</param>
    /// <param name="units">Columns of each unit.</param>
    /// <param name="hasIntercept">Whether there is an intercept.</param>
    internal static SelectionDesign Of(
        SelectionTable table, ReadOnlySpan<int> rows, ColumnScaling scaling, int[][] units, bool hasIntercept)
    {
        int[] chosen = rows.ToArray();
        string[] names = [.. table.CovariateNames, .. table.Names];
        var places = VariableNames.Index(table.Numbers.Names);
        int covariates = table.CovariateNames.Count;
        var plain = new SelectionDesign(chosen.Length);
        int stride = plain.Stride;
        int forcedCount = covariates + (hasIntercept ? 1 : 0);
        var forced = new double[forcedCount * stride];
        var columns = new double[table.Names.Count * stride];
        var means = new double[names.Length];
        var deviations = new double[names.Length];
        if (hasIntercept)
        {
            forced.AsSpan(0, chosen.Length).Fill(1);
        }

        for (int i = 0; i < names.Length; i++)
        {
            int place = i < covariates ? i + forcedCount - covariates : i - covariates;
            Span<double> destination = (i < covariates ? forced : columns).AsSpan(place * stride, chosen.Length);
            (means[i], deviations[i]) = Prepare(table.Numbers, places[names[i]], chosen, scaling, destination);
        }

        var variances = new double[forcedCount];
        variances.AsSpan(0, forcedCount - covariates).Fill(InterceptVariance);
        for (int i = 0; i < covariates; i++)
        {
            int place = forcedCount - covariates + i;
            variances[place] = CovariateVariance * ScaleOf(
                table.LevelNames.Contains(names[i]),
                deviations[i],
                scaling,
                forced.AsSpan(place * stride, chosen.Length));
        }

        var response = new double[stride];
        for (int row = 0; row < chosen.Length; row++)
        {
            response[row] = table.IsPositive.Span[chosen[row]] ? 1 : 0;
        }

        return new SelectionDesign(chosen.Length)
        {
            Columns = columns,
            Forced = forced,
            ForcedVariances = variances,
            Response = response,
            Units = units,
            Means = means,
            Deviations = deviations,
            HasIntercept = hasIntercept,
        };
    }

    /// <summary>Makes the design of prepared columns, each a unit, without intercept.</summary>
    /// <param name="rows">Prepared rows, row-major: [n, p].</param>
    /// <param name="isPositive">Outcomes: [n].</param>
    /// <param name="units">Columns of each unit; null for each column alone.</param>
    /// <param name="hasIntercept">Whether there is an intercept.</param>
    internal static SelectionDesign OfPrepared(
        ReadOnlySpan<double> rows, ReadOnlySpan<bool> isPositive, int[][]? units = null, bool hasIntercept = false)
    {
        int n = isPositive.Length;
        int p = rows.Length / n;
        var plain = new SelectionDesign(n);
        var columns = new double[p * plain.Stride];
        var response = new double[plain.Stride];
        for (int row = 0; row < n; row++)
        {
            response[row] = isPositive[row] ? 1 : 0;
            for (int column = 0; column < p; column++)
            {
                columns[(column * plain.Stride) + row] = rows[(row * p) + column];
            }
        }

        var forced = new double[hasIntercept ? plain.Stride : 0];
        forced.AsSpan(0, hasIntercept ? n : 0).Fill(1);
        return new SelectionDesign(n)
        {
            Columns = columns,
            Forced = forced,
            ForcedVariances = hasIntercept ? [InterceptVariance] : [],
            Response = response,
            Units = units ?? [.. Enumerable.Range(0, p).Select(static column => (int[])[column])],
            Means = new double[p],
            Deviations = [.. Enumerable.Repeat(1.0, p)],
            HasIntercept = hasIntercept,
        };
    }

    // What brings the prior to the prepared column: a level's step was divided by the deviation, and a number that was
    // not standardised still has its own. A column that does not vary has none.
    private static double ScaleOf(
        bool isLevel, double deviation, ColumnScaling scaling, ReadOnlySpan<double> prepared)
    {
        if (isLevel)
        {
            return double.IsFinite(deviation) ? deviation * deviation : 1;
        }

        bool isConstant = TableChecks.AreConstant(TensorPrimitives.Min(prepared), TensorPrimitives.Max(prepared));
        return scaling == ColumnScaling.Standard || isConstant ? 1 : 1 / BinaryMetrics.Variance(prepared);
    }

    // A column that does not vary in these rows is zero, whatever it is in others: its deviation is infinite.
    private static (double Mean, double Deviation) Prepare(
        NumericTable table, int column, int[] rows, ColumnScaling scaling, Span<double> destination)
    {
        ReadOnlySpan<double> values = table.Values.Span;
        int width = table.Names.Count;
        double sum = 0;
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        for (int i = 0; i < rows.Length; i++)
        {
            destination[i] = values[(rows[i] * width) + column];
            sum += destination[i];
            least = Math.Min(least, destination[i]);
            most = Math.Max(most, destination[i]);
        }

        double mean = scaling == ColumnScaling.None ? 0 : sum / rows.Length;
        double squares = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            destination[i] -= mean;
            squares += destination[i] * destination[i];
        }

        bool isConstant = TableChecks.AreConstant(least, most);
        double deviation = isConstant && scaling != ColumnScaling.None ? double.PositiveInfinity
            : scaling == ColumnScaling.Standard ? Math.Sqrt(squares / (rows.Length - 1))
            : 1;
        for (int i = 0; i < rows.Length; i++)
        {
            destination[i] /= deviation;
        }

        return (mean, deviation);
    }
}
