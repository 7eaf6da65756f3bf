using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>A table made ready for a graph method: products of prepared columns in the order of the nodes, and what is
/// known of the edges beforehand. Immutable.</summary>
public sealed class GraphDesign
{
    // Of a column's deviation: a mean of half of it takes a fifth off a slope.
    private const double MostOffset = 0.5;

    private GraphDesign(
        IReadOnlyList<string> names, IReadOnlyList<Design> designs, string preparation, bool hasResponse)
    {
        Names = names;
        Preparation = preparation;
        HasResponse = hasResponse;
        Designs = designs;
        Grams = [.. designs.Select(static design => GramMatrix.Of(design.Values, design.ColumnCount))];
    }

    /// <summary>Names of the nodes, in their order: [p].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Names of the groups; "all" where there are none.</summary>
    public IReadOnlyList<string> Groups => [.. Designs.Select(static design => design.Group)];

    /// <summary>Rows of each group, after whitening: [groups].</summary>
    public IReadOnlyList<int> RowCounts => [.. Designs.Select(static design => design.RowCount)];

    /// <summary>What was done to the columns, in one sentence.</summary>
    public string Preparation { get; }

    /// <summary>Whether rows were whitened.</summary>
    public bool IsWhitened { get; private init; }

    /// <summary>Whether the last column of each matrix is a response and no node.</summary>
    public bool HasResponse { get; }

    /// <summary>X'X of each group, a response as the last column.</summary>
    public IReadOnlyList<GramMatrix> Grams { get; }

    /// <summary>The prepared columns of each group.</summary>
    internal IReadOnlyList<Design> Designs { get; }

    /// <summary>Edges that must be there, as places in the order.</summary>
    internal IReadOnlyList<(int From, int To)> Required { get; private init; } = [];

    /// <summary>Edges that must not.</summary>
    internal IReadOnlyList<(int From, int To)> Forbidden { get; private init; } = [];

    /// <summary>Edges of the true graph, or null where it is not known.</summary>
    internal IReadOnlyList<(int From, int To)>? Truth { get; private init; }

    /// <summary>Prepares a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">What is done to its columns, and the files of edges.</param>
    /// <returns>The design.</returns>
    /// <exception cref="InputException">A file of edges or names cannot be used, or edges contradict each other or the
    /// order.</exception>
    public static GraphDesign Of(NumericTable table, GraphInputOptions options)
    {
        bool hasResponse = options is DagRegressionInputOptions;
        bool isDirected = options is not DecomposableGraphInputOptions;
        string orderFile = options switch
        {
            JointDagsInputOptions joint => joint.Order,
            DagRegressionInputOptions regression => regression.Order,
            _ => string.Empty,
        };
        int[] order = orderFile.Length > 0
            ? NodeOrder.Read(orderFile, table.Names)
            : [.. Enumerable.Range(0, table.Names.Count)];
        var places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        IReadOnlyList<(int From, int To)> required = Edges(options.RequiredEdges);
        IReadOnlyList<(int From, int To)> forbidden = Edges(options.ForbiddenEdges);
        string[] names = [.. order.Select(column => table.Names[column])];
        RefuseContradictions(names, required, forbidden, isDirected);
        return new GraphDesign(
            names,
            DesignMatrix.Of(table, options, order, hasResponse),
            DesignMatrix.Describe(options),
            hasResponse)
        {
            IsWhitened = options.Whiten,
            Required = required,
            Forbidden = forbidden,
            Truth = options.Truth.Length > 0 ? Edges(options.Truth) : null,
        };

        IReadOnlyList<(int From, int To)> Edges(string path) => path.Length == 0
            ? []
            : [.. EdgeFile.Read(path, table.Names).Select(edge => (places[edge.From], places[edge.To]))];
    }

    /// <summary>What must be told of columns that lie far from 0, since no model here has means; null where none
    /// does.</summary>
    internal NoticeEvent? NoticeOfMeans()
    {
        (string Name, double Mean, double Deviation)[] far =
        [
            .. Names.SelectMany((name, column) => Designs.Select(design =>
                {
                    (double mean, double deviation) = design.Moments(column);
                    return (name, mean, deviation);
                }))
                .Where(static one => Math.Abs(one.mean) > MostOffset * one.deviation)
                .DistinctBy(static one => one.name),
        ];
        if (far.Length == 0)
        {
            return null;
        }

        (string first, double mean, double deviation) = far[0];
        string others = far.Length > 1 ? $", and {far.Length - 1} more lie as far from 0" : string.Empty;
        return new NoticeEvent(
            string.Create(
                CultureInfo.InvariantCulture,
                $"column '{CellText.Plain(first)}' has a mean of {mean:G4} and a deviation of {deviation:G4}{others}; ")
                + "the model has no means and takes them for dependence: take --scaling centre or standard",
            IsWarning: true);
    }

    private static void RefuseContradictions(
        string[] names,
        IReadOnlyList<(int From, int To)> required,
        IReadOnlyList<(int From, int To)> forbidden,
        bool isDirected)
    {
        foreach ((int from, int to) in required)
        {
            if (isDirected && from > to)
            {
                throw new InputException(
                    $"--required-edges: '{names[from]}' -> '{names[to]}' goes against the order, in which "
                    + $"'{names[to]}' comes before '{names[from]}'; turn the edge or give another --order");
            }

            if (forbidden.Contains((from, to)) || (!isDirected && forbidden.Contains((to, from))))
            {
                throw new InputException(
                    $"--required-edges and --forbidden-edges both name '{names[from]}' and '{names[to]}'; name "
                    + "the edge in one of them");
            }
        }
    }
}
