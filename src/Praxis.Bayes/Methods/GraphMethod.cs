using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>A catalogued method that samples graphs of a table: reads, prepares, fits, saves and reports.</summary>
/// <typeparam name="TInput">What can be said about the table.</typeparam>
/// <typeparam name="TOptions">The method's options.</typeparam>
public abstract class GraphMethod<TInput, TOptions> : Method
    where TInput : GraphInputOptions, new()
    where TOptions : ChainOptions, new()
{
    private readonly DataKind<NumericTable, TInput> _data;

    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of tables.</param>
    protected GraphMethod(DataKind<NumericTable, TInput> data) => _data = data;

    /// <inheritdoc/>
    public override string Family => "bayes";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Reconstruction;

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<TInput>();

    /// <inheritdoc/>
    public override OptionsSchema Options { get; } = OptionsSchema.Of<TOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => [.. TableFile.Endings, ".npy"];

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<GraphPredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputFileFlags =>
        [.. ((string[])["order", "required-edges", "forbidden-edges", "truth"])
            .Where(flag => InputOptions.Specs.Any(spec => spec.Flag == flag))];

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        if (request.PreviousModelPath is not null)
        {
            throw new UsageException("--continue goes on with a stream; a graph is fitted anew");
        }

        var input = (TInput)request.InputOptions;
        GraphDesign design = GraphDesign.Of(Read(request, input, context), input);
        if (design.NoticeOfMeans() is { } notice)
        {
            context.Report(notice);
        }

        context.Report(new PhaseEvent($"sampling {Name}"));
        GraphPosterior posterior = Estimator((TOptions)request.Options).Fit(design, context);
        context.Report(new PhaseEvent("writing"));
        posterior.Save(request.ModelPath);
        return new GraphReport(posterior, design.Truth).Build();
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (TInput)request.InputOptions;
        GraphPosterior posterior = GraphPosterior.Load(request.ModelPath);

        // Whitening needs a series of its own.
        NumericTable table = Read(
            request, input.Whiten ? input : input with { FittedNames = posterior.Names }, context);
        RunResults results = Evaluate(posterior, table, input);
        if (input.Truth.Length == 0)
        {
            return results;
        }

        // In the order of the nodes: the columns of the table may stand in another.
        IReadOnlyList<(int From, int To)> edges = EdgeFile.Read(input.Truth, posterior.Names);
        var metrics = new Dictionary<string, double>();
        ResultTable truth = new GraphReport(posterior, edges).Truth(metrics);
        return results with
        {
            Metrics = metrics.Concat(results.Metrics).ToDictionary(),
            Tables = [truth, .. results.Tables],
        };
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<GraphPosterior, GraphPredictOptions>(
            GraphPosterior.Load(modelPath), static (posterior, question, _) => Answer(posterior, question));

    private static ResultTable Answer(GraphPosterior posterior, GraphPredictOptions question)
    {
        if (question.Node.Length > 0 && !posterior.Names.Contains(question.Node))
        {
            throw new InputException("--node: " + NearestName.Unknown("node", question.Node, posterior.Names));
        }

        ResultTable answer = question.Ask switch
        {
            GraphQuestion.Edges => GraphTables.Edges(posterior, question.Threshold),
            GraphQuestion.Nodes => GraphTables.Nodes(posterior),
            GraphQuestion.Differences => posterior.Groups.Count > 1
                ? GraphTables.Differences(posterior, question.Threshold)
                : throw new InputException("--ask differences needs a run of several groups; this one has one"),
            _ => posterior.IsDirected
                ? GraphTables.Classes(posterior)
                : throw new InputException("--ask equivalence-class needs directed edges; this run has none"),
        };
        return question.Node.Length == 0 ? answer : answer with
        {
            Rows = [.. answer.Rows.Where(row => row.Take(3).Contains(question.Node))],
        };
    }

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">The method's options.</param>
    /// <returns>The estimator.</returns>
    protected abstract IEstimator<GraphDesign, GraphPosterior> Estimator(TOptions options);

    /// <summary>Measures how a posterior foretells the rows of a table.</summary>
    /// <param name="posterior">The fitted result.</param>
    /// <param name="table">The rows.</param>
    /// <param name="input">What was said about the table.</param>
    /// <returns>Metrics and tables.</returns>
    protected virtual RunResults Evaluate(GraphPosterior posterior, NumericTable table, TInput input)
    {
        int[] columns = [.. posterior.Names.Select(name => ColumnOf(table, name))];
        int[] groups = [.. posterior.Groups.Select(name => GroupOf(posterior, table, name))];
        IReadOnlyList<Design> whitened =
            input.Whiten ? DesignMatrix.Of(table, input, columns, withResponse: false) : [];
        double[][] rows =
        [
            .. groups.Select((wanted, group) => input.Whiten
                ? whitened[wanted].Values
                : Prepare(posterior, table, columns, wanted, group)),
        ];
        RunResults results = HeldOut.Densities(posterior, rows);
        string[] strangers = [.. table.GroupNames.Where((_, place) => !groups.Contains(place))];
        return results with
        {
            Notes =
            [
                "The model was not fitted again; only rows that the run has not seen are a test of it.",
                .. input.Whiten
                    ? (string[])["Whitened rows were prepared by their own coefficients, means and deviations."]
                    : [],
                .. strangers.Length > 0
                    ? (string[])[$"Rows of groups unknown to the run were passed over: {CellText.List(strangers)}."]
                    : [],
            ],
        };
    }

    /// <summary>The column of a name.</summary>
    /// <exception cref="InputException">The table has none.</exception>
    private protected static int ColumnOf(NumericTable table, string name)
    {
        for (int column = 0; column < table.Names.Count; column++)
        {
            if (table.Names[column] == name)
            {
                return column;
            }
        }

        throw new InputException($"{table.Path}: has no column '{name}', which the run was fitted on; add it");
    }

    private NumericTable Read(FitRequest request, TInput input, FitContext context)
    {
        OptionsSchema.Validate(input);
        context.Report(new PhaseEvent("reading"));
        NumericTable table = _data.Read(request.DataPath, "auto", input);
        foreach (string sentence in table.Notices)
        {
            context.Report(new NoticeEvent($"{request.DataPath}: {sentence}", IsWarning: false));
        }

        return table;
    }

    // The table's group of that name; where run and table have one each, it is the same whatever it is called.
    private static int GroupOf(GraphPosterior posterior, NumericTable table, string name)
    {
        int place = table.GroupNames.ToList().IndexOf(name);
        return place >= 0 ? place
            : posterior.Groups.Count == 1 && table.GroupNames.Count == 1 ? 0
            : throw new InputException(
                $"{table.Path}: has no rows of group '{name}', which the run was fitted on; add them");
    }

    // Rows of a group of the table, prepared as those of the run's group were.
    private static double[] Prepare(
        GraphPosterior posterior, NumericTable table, int[] columns, int wanted, int group)
    {
        ReadOnlySpan<double> values = table.Values.Span;
        ReadOnlySpan<int> groups = table.GroupOfRow.Span;
        var rows = new List<double>();
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int place = 0; groups[row] == wanted && place < columns.Length; place++)
            {
                double value = values[(row * table.Names.Count) + columns[place]];
                rows.Add((value - posterior.Means[group][place]) / posterior.Deviations[group][place]);
            }
        }

        return [.. rows];
    }
}
