using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Praxis.Bayes;

/// <summary>Puts a selection's posterior together, whatever found it.</summary>
internal static class SelectionResult
{
    private const int MostModels = 100;

    /// <summary>The posterior without what is of chains or searches alone.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="data">The rows.</param>
    /// <param name="design">Their columns.</param>
    /// <param name="scorer">Finds the modes of the chosen models.</param>
    /// <param name="isProbit">Whether the link is the normal one.</param>
    /// <param name="units">Inclusion of each unit.</param>
    /// <param name="models">Models, the most probable first, at least one.</param>
    /// <param name="draws">Draws of the coefficients.</param>
    internal static SelectionPosterior Of(
        string method,
        SelectionData data,
        SelectionDesign design,
        LaplaceScorer scorer,
        bool isProbit,
        IReadOnlyList<UnitPosterior> units,
        IReadOnlyList<ModelPosterior> models,
        IReadOnlyList<SparseCoefficients> draws)
    {
        int[] median =
            [.. units.Index().Where(static one => one.Item.Probability > 0.5).Select(static one => one.Index)];
        return new SelectionPosterior
        {
            Method = method,
            IsProbit = isProbit,
            Columns = data.Table.Columns.Where(column => column.Names.All(data.Table.Numbers.Names.Contains)).ToArray(),
            ForcedNames = [.. design.HasIntercept ? (string[])["(intercept)"] : [], .. data.Table.CovariateNames],
            Names = data.Table.Names,
            UnitNames = data.UnitNames,
            Members = data.Units,
            Levels = data.Table.Levels,
            RowCount = data.RowCount,
            PositiveCount = data.Outcomes().Count(static outcome => outcome),
            Preparation = data.Preparation(),
            HasIntercept = design.HasIntercept,
            Means = design.Means,
            Deviations = design.Deviations,
            Units = units,
            Models = [.. models.Take(MostModels)],
            Highest = Chosen(design, scorer, models[0].Units),
            Median = Chosen(design, scorer, median),
            Draws = draws,
            RowsMark = MarkOf(data.Table),
        };
    }

    /// <summary>A number that differs where rows or outcomes do.</summary>
    internal static ulong MarkOf(SelectionTable table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(table.Numbers.Values.Span));
        hash.AppendData(MemoryMarshal.AsBytes(table.IsPositive.Span));
        return BitConverter.ToUInt64(hash.GetHashAndReset());
    }

    /// <summary>Columns of coefficients of a model in the order of a scorer.</summary>
    internal static int[] ColumnsOf(SelectionDesign design, IEnumerable<int> units) =>
    [
        .. Enumerable.Range(0, design.ForcedCount).Select(static place => -1 - place),
        .. units.SelectMany(unit => design.Units[unit]),
    ];

    private static ChosenModel Chosen(SelectionDesign design, LaplaceScorer scorer, IReadOnlyList<int> units)
    {
        ScoredModel model = scorer.Score(ModelKey.Of(units));
        int count = model.Mode.Length;
        var covariance = new double[count * count];
        if (scorer.FactorAt(model.Key, model.Mode) is { } factor)
        {
            for (int row = 0; row < count; row++)
            {
                Span<double> column = covariance.AsSpan(row * count, count);
                column[row] = 1;
                SmallCholesky.Solve(factor, count, column);
            }
        }

        return new ChosenModel(
            [.. units], new SparseCoefficients(ColumnsOf(design, units), model.Mode), covariance);
    }
}
