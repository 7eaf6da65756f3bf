using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The catalogue entry of the regression whose variables are tied by a DAG.</summary>
/// <param name="data">The readers of tables.</param>
public sealed class DagRegressionMethod(DataKind<NumericTable, DagRegressionInputOptions> data)
    : GraphMethod<DagRegressionInputOptions, DagRegressionOptions>(data)
{
    /// <inheritdoc/>
    public override string Name => DagRegressionEstimator.Name;

    /// <inheritdoc/>
    public override string Summary =>
        "Finds the variables that explain a response and the DAG that ties them, each with its probability.";

    /// <inheritdoc/>
    public override string Source => "arXiv 2004.09306 (joint selection of variables and DAG)";

    /// <inheritdoc/>
    public override string Input => "table of numbers with a response; variables in order, parents first";

    /// <inheritdoc/>
    public override SampleData Sample => GraphSamples.Regression;

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<DagRegressionPredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFileFlags => ["data"];

    /// <inheritdoc/>
    public override IReadOnlyList<RowColumn> RowColumns(string modelPath)
    {
        GraphPosterior posterior = GraphPosterior.Load(modelPath);
        Dictionary<int, double> shares = posterior.Variables
            .ToDictionary(static variable => variable.Variable, static variable => variable.Probability);
        return posterior.IsWhitened ? [] :
        [
            .. posterior.Names.Select((name, place) => new RowColumn(
                name,
                OptionSpec.Format(Math.Round(posterior.Means[0][place], 6)),
                [],
                shares.GetValueOrDefault(place))),
        ];
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<GraphPosterior, DagRegressionPredictOptions>(
            GraphPosterior.Load(modelPath), static (posterior, question, _) => Ask(posterior, question));

    private static ResultTable Ask(GraphPosterior posterior, DagRegressionPredictOptions question)
    {
        if (question.Data.Length == 0)
        {
            return Answer(posterior, question);
        }

        if (posterior.IsWhitened)
        {
            throw new InputException(
                "--data: the run was fitted on whitened rows, and a row alone cannot be whitened; fit without --whiten "
                + "to predict");
        }

        // A response is not needed to predict one: only the variables are read.
        var input = new DecomposableGraphInputOptions { FittedNames = posterior.Names };
        NumericTable table = NumericTables.DecomposableGraph.Read(question.Data, "auto", input);
        double[] predictions = Predictions(posterior, table);
        return new ResultTable(
            "predictions",
            "Model-averaged predictions",
            ["row", "prediction"],
            [.. predictions.Select(static (value, row) => (IReadOnlyList<object?>)[row + 1, value])]);
    }

    private static ResultTable Answer(GraphPosterior posterior, DagRegressionPredictOptions question)
    {
        if (question.Ask == RegressionQuestion.Variables)
        {
            ResultTable all = GraphTables.Variables(posterior);
            return all with { Rows = [.. all.Rows.Where(row => (double)row[1]! >= question.Threshold)] };
        }

        return question.Ask switch
        {
            RegressionQuestion.Edges => GraphTables.Edges(posterior, question.Threshold),
            RegressionQuestion.Nodes => GraphTables.Nodes(posterior),
            _ => GraphTables.Classes(posterior),
        };
    }

    /// <inheritdoc/>
    protected override IEstimator<GraphDesign, GraphPosterior> Estimator(DagRegressionOptions options) =>
        new DagRegressionEstimator(options);

    /// <inheritdoc/>
    protected override RunResults Evaluate(
        GraphPosterior posterior, NumericTable table, DagRegressionInputOptions input)
    {
        if (input.Whiten)
        {
            throw new InputException(
                "--whiten: the run was fitted on whitened rows, of which the response cannot be predicted as it is; "
                + "fit without --whiten to evaluate");
        }

        double[] predictions = Predictions(posterior, table);
        ReadOnlySpan<double> response = table.Response.Span;
        double error = 0;
        double plain = 0;
        for (int row = 0; row < predictions.Length; row++)
        {
            error += Square(response[row] - predictions[row]);
            plain += Square(response[row] - posterior.ResponseMean);
        }

        var metrics = new Dictionary<string, double>
        {
            ["mean squared error"] = error / predictions.Length,
            ["mean squared error of the mean"] = plain / predictions.Length,
            ["explained share"] = 1 - (error / plain),
        };
        var tables = new ResultTable(
            "prediction",
            "Model-averaged prediction against the mean of the fit's response",
            ["rows", "mean squared error", "of the mean", "explained share"],
            [[predictions.Length, .. metrics.Values.Select(static value => (object?)value)]]);
        return new RunResults(
            metrics,
            [tables],
            [],
            ["The model was not fitted again; only rows that the run has not seen are a test of it."]);
    }

    private static double Square(double value) => value * value;

    private static double[] Predictions(GraphPosterior posterior, NumericTable table)
    {
        int[] columns = [.. posterior.Names.Select(name => ColumnOf(table, name))];
        ReadOnlySpan<double> values = table.Values.Span;
        var predictions = new double[table.RowCount];
        for (int row = 0; row < predictions.Length; row++)
        {
            double sum = posterior.ResponseMean;
            for (int place = 0; place < columns.Length; place++)
            {
                double value = values[(row * table.Names.Count) + columns[place]];
                sum += posterior.Variables[place].Coefficient * (value - posterior.Means[0][place]);
            }

            predictions[row] = sum;
        }

        return predictions;
    }
}
