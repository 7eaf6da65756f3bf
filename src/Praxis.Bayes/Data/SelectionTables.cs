using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The one door to tables with an outcome of two values, one kind for each selection method.</summary>
public static class SelectionTables
{
    /// <summary>Tables for the selection of variables by a nonlocal prior.</summary>
    public static DataKind<SelectionTable, PmomLogisticInputOptions> PmomLogistic { get; }
        = Kind<PmomLogisticInputOptions>();

    /// <summary>Tables for the selection of groups.</summary>
    public static DataKind<SelectionTable, GroupLogisticInputOptions> GroupLogistic { get; }
        = Kind<GroupLogisticInputOptions>();

    /// <summary>Tables for the selection of variables and a graph.</summary>
    public static DataKind<SelectionTable, ProbitGraphInputOptions> ProbitGraph { get; }
        = Kind<ProbitGraphInputOptions>();

    private static DataKind<SelectionTable, TOptions> Kind<TOptions>()
        where TOptions : SelectionInputOptions
        => new("outcome table", new SelectionTableReader<TOptions>());
}
