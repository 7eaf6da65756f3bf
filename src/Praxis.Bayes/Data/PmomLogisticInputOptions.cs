namespace Praxis.Bayes;

/// <summary>How a table is read for the selection of variables by a nonlocal prior.</summary>
public sealed record PmomLogisticInputOptions : SelectionInputOptions;
