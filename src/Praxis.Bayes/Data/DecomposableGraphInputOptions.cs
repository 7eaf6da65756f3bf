namespace Praxis.Bayes;

/// <summary>How a table is read for decomposable graphs.</summary>
public sealed record DecomposableGraphInputOptions : GraphInputOptions;
