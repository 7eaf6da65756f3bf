using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The one door to tables of numbers on disk, one kind for each graph method.</summary>
public static class NumericTables
{
    /// <summary>Tables for decomposable graphs.</summary>
    public static DataKind<NumericTable, DecomposableGraphInputOptions> DecomposableGraph { get; }
        = Kind<DecomposableGraphInputOptions>();

    /// <summary>Tables with a column of groups, for joint directed graphs.</summary>
    public static DataKind<NumericTable, JointDagsInputOptions> JointDags { get; } = Kind<JointDagsInputOptions>();

    /// <summary>Tables with a response, for regression on a directed graph.</summary>
    public static DataKind<NumericTable, DagRegressionInputOptions> DagRegression { get; }
        = Kind<DagRegressionInputOptions>();

    // The readers, in the order in which they are asked: a new format is one line more.
    private static DataKind<NumericTable, TOptions> Kind<TOptions>()
        where TOptions : GraphInputOptions
        => new(
            "observation table",
            new NpyTableReader<TOptions>(),
            new NamedTableReader<TOptions>());
}
