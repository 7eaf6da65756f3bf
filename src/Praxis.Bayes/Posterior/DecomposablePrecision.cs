namespace Praxis.Bayes;

/// <summary>The precision matrix of a decomposable graph under the G-Wishart posterior.</summary>
internal static class DecomposablePrecision
{
    private const double LeastResidual = 1e-10;

    /// <summary>Adds E[Ω | graph, X] to a mean.</summary>
    /// <param name="model">Prior and data.</param>
    /// <param name="posteriorScale">T = D + X'X.</param>
    /// <param name="graph">A decomposable graph.</param>
    /// <param name="average">Receives the matrix.</param>
    /// <remarks>Σ_C (δ* + |C| - 1)[T_C⁻¹]⁰ - Σ_S (δ* + |S| - 1)[T_S⁻¹]⁰, summed node by node along a perfect order: w =
    /// (δ* + s) / T_jj|P and c = 1.</remarks>
    internal static void AddMean(
        DecomposableModel model, GramMatrix posteriorScale, UndirectedGraph graph, PrecisionAverage average) =>
        Add(posteriorScale, graph, average, 1, size => model.Delta + model.Gram.RowCount + size);

    /// <summary>Adds the mode of Ω to a mean: (δ* - 2)(Σ_C [T_C⁻¹]⁰ - Σ_S [T_S⁻¹]⁰).</summary>
    /// <param name="model">Prior and data.</param>
    /// <param name="posteriorScale">T = D + X'X.</param>
    /// <param name="graph">A decomposable graph.</param>
    /// <param name="average">Receives the matrix.</param>
    internal static void AddMode(
        DecomposableModel model, GramMatrix posteriorScale, UndirectedGraph graph, PrecisionAverage average) =>
        Add(posteriorScale, graph, average, 0, _ => model.Delta + model.Gram.RowCount - 2);

    private static void Add(
        GramMatrix scale, UndirectedGraph graph, PrecisionAverage average, double spread, Func<int, double> factor)
    {
        CliqueForest forest = CliqueForest.Of(graph)!;
        for (int place = 0; place < forest.Order.Count; place++)
        {
            int[] parents = forest.Parents[place];
            var regression = new ActiveSetCholesky(scale, forest.Order[place], parents.Length);

            // Copies of a column say nothing new, and what they explain without rest has no finite precision.
            foreach (int parent in parents)
            {
                regression.TryAdd(parent);
            }

            double residual = Math.Max(regression.Residual, LeastResidual * regression.Total);
            average.Add(regression, factor(parents.Length) / residual, spread);
        }

        average.EndMatrix();
    }
}
