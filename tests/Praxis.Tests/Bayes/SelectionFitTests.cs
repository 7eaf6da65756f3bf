using System.Globalization;
using System.Text;
using Praxis.App;
using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Tests.Bayes;

/// <summary>Selection methods on tables as users have them: right answers, or one clear line.</summary>
public sealed class SelectionFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Methods => ["pmom-logistic", "group-logistic", "probit-graph"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_TwoOfEight_FindsThemAndForetellsNewRows(string method)
    {
        FinishedRun run = Fit(method, Csv(120, 8), ("folds", "4"));

        var posterior = SelectionPosterior.Load(run.Folder.ModelPath);
        Assert.True(posterior.Units[0].Probability > .9, $"{posterior.Units[0].Probability}");
        Assert.True(posterior.Units[1].Probability > .9, $"{posterior.Units[1].Probability}");
        Assert.All(posterior.Units.Skip(2), static unit => Assert.InRange(unit.Probability, 0, .6));
        Assert.InRange(run.Results.Metrics["cross-validated AUC"], .8, 1);
        Assert.Contains("calibration", run.Results.Charts.Select(static chart => chart.Name));
        RunResults held = Evaluate("run", _folder.Write("new.csv", Csv(300, 8, seed: 5)));
        Assert.InRange(held.Metrics["AUC"], .8, 1);
        Assert.InRange(held.Metrics["Brier score"], 0, .2);
        ResultTable answer = new PredictJob(Surroundings()).Run(
            "run", new Dictionary<string, string> { ["data"] = _folder["new.csv"] }, 1);
        Assert.Equal(300, answer.Rows.Count);
        IReadOnlyList<RowColumn> columns = MethodCatalog.Find(method).RowColumns(run.Folder.ModelPath);
        Assert.Equal(8, columns.Count);
        Assert.All(columns.Take(2), static column => Assert.True(column.Importance > .9));
        string typical = string.Join(',', columns.Select(static column => column.Typical));
        string row = $"{string.Join(',', columns.Select(static column => column.Name))}\n{typical}\n";
        Assert.Single(new PredictJob(Surroundings()).Run(
            "run", new Dictionary<string, string> { ["data"] = _folder.Write("row.csv", row) }, 1).Rows);
        Assert.All(answer.Rows, static row => Assert.True(
            (double)row[3]! <= (double)row[2]! && (double)row[2]! <= (double)row[4]!));
        Assert.All(answer.Rows, static row => Assert.Equal("1", row[1]));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_SeparableOutcome_HasFiniteNumbers(string method)
    {
        string[] lines = Csv(40, 5).TrimEnd('\n').Split('\n');
        IEnumerable<string> separated = lines.Select(static (line, row) => row == 0 ? line
            : (line.Split(',')[1][0] == '-' ? "0" : "1") + line[line.IndexOf(',')..]);
        FinishedRun run = Fit(method, string.Join('\n', separated) + "\n", ("folds", "3"));
        Assert.All(run.Results.Metrics, static one => Assert.False(double.IsInfinity(one.Value), one.Key));
        Assert.True(SelectionPosterior.Load(run.Folder.ModelPath).Units[0].Probability > .9);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_CopiedColumnAndMoreColumnsThanRows_HasFiniteProbabilities(string method)
    {
        string[] lines = Csv(30, 40).TrimEnd('\n').Split('\n');
        IEnumerable<string> copied = lines.Select(static (line, row) =>
        {
            string[] cells = line.Split(',');
            cells[4] = row == 0 ? cells[4] : cells[1];
            return string.Join(',', cells);
        });
        FinishedRun run = Fit(method, string.Join('\n', copied) + "\n", ("folds", "0"));
        Assert.All(
            SelectionPosterior.Load(run.Folder.ModelPath).Units,
            static unit => Assert.InRange(unit.Probability, 0, 1 + 1e-12));
    }

    [Fact]
    public void Fit_FactorCovariateAndSubjects_AreUsed()
    {
        string[] lines = Csv(90, 4).TrimEnd('\n').Split('\n');
        IEnumerable<string> more = lines.Select(static (line, row) => row == 0
            ? line + ",site,colour,who"
            : $"{line},{(row % 3 == 0 ? "A" : "B")},{((string[])["red", "green", "blue"])[row % 3]},s{row / 2}");
        FinishedRun run = Fit(
            "group-logistic",
            string.Join('\n', more) + "\n",
            ("covariates", "site"),
            ("subject-column", "who"),
            ("folds", "3"));
        var posterior = SelectionPosterior.Load(run.Folder.ModelPath);
        Assert.Equal(["(intercept)", "site=B"], posterior.ForcedNames);
        Assert.Equal(["x1", "x2", "x3", "x4", "colour"], posterior.UnitNames);
        Assert.Equal(2, posterior.Members[4].Length);
        string stranger = string.Join('\n', more.Take(2)).Replace(",B,", ",C,", StringComparison.Ordinal) + "\n";
        string other = _folder.Write("other.csv", stranger);
        Assert.Contains(
            "no level 'C'", _folder.Error(() => Evaluate("run", other)), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_Subjects_AreNeverSplit()
    {
        string path = _folder.Write("t.csv", Csv(60, 2));
        var input = new PmomLogisticInputOptions();
        var data = SelectionData.Of(SelectionTables.PmomLogistic.Read(path, "auto", input), input);
        int[] folds = CrossValidation.Folds(data, 5, new RandomStream(1, 1));
        bool[] outcomes = data.Outcomes();
        for (int fold = 0; fold < 5; fold++)
        {
            Assert.Equal(12, folds.Count(one => one == fold));
            int positives = outcomes.Where((outcome, row) => outcome && folds[row] == fold).Count();
            int share = outcomes.Count(static one => one) / 5;
            Assert.InRange(positives, share, share + 1);
        }
    }

    [Theory]
    [InlineData("y,a,b\n1,1,2\n1,2,1\n1,3,5\n1,4,1\n1,0,1\n1,9,2\n", "one value only ('1')")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\n2,3,5\n1,4,1\n0,0,1\n1,9,2\n", "3 values ('0', '1', '2')")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\nNA,3,5\n1,4,1\n0,0,1\n1,9,2\n", "the first 'NA' is at")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\n1,3,5\n0,\"4,5\",1\n1,0,1\n0,9,2\n", "column 'a' has '4,5' among numbers")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\n1,3,5\n0,4,1\n", "at least 5 are needed")]
    [InlineData("y,a,b\n1,1,2\n0,1,1\n1,1,5\n0,1,1\n1,1,2\n0,1,1\n", "constant columns: a")]
    [InlineData("y,a,b\n1,u,2\n0,u,1\n1,u,5\n0,u,1\n1,u,2\n0,u,1\n", "constant columns: a; name them in --leave-out")]
    [InlineData("y,a,b\n1,1,2\n0,,1\n1,3,5\n0,1,1\n1,1,2\n0,1,1\n", "missing")]
    [InlineData("y,a,b\n1,1,2\n0,inf,1\n1,3,5\n0,1,1\n1,1,2\n0,1,1\n", "not a finite number")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\n0,3,5\n0,4,1\n0,0,1\n0,9,2\n", "fewer than parts")]
    [InlineData("y,a,b\n1,1,2\n0,2,1\n1,3,5\n0,4O,1\n1,0,1\n0,9,2\n", "column 'a' has '4O' among numbers")]
    [InlineData("z,a,b\n1,1,2\n0,2,1\n1,3,5\n0,4,1\n1,0,1\n0,9,2\n", "--response")]
    public void Fit_TableThatCannotBe_IsRefusedInOneLine(string csv, string words)
    {
        foreach (string method in (string[])["pmom-logistic", "group-logistic", "probit-graph"])
        {
            string error = _folder.Error(() => Fit(method, csv));
            Assert.Contains(words, error, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error);
        }
    }

    [Theory]
    [InlineData("g1\ng1\n", "has 2 names for 4 columns")]
    [InlineData("g1\ng1\n\ng2\n", ":3: no name of a group")]
    [InlineData("g1\ng1\ng2\ng2\ng3\n", "has 5 names for 4 columns")]
    [InlineData("x1,g1\nx2,g1\nx9,g2\n", "no column 'x9'")]
    [InlineData("x1,g1\nx2,g1\n", "no group for x3, x4")]
    [InlineData("x1,g1\nx1,g1\n", "has a group already")]
    public void Fit_GroupsThatDoNotFit_AreRefused(string text, string words)
    {
        string groups = _folder.Write("groups.txt", text);
        string error = _folder.Error(() => Fit("group-logistic", Csv(20, 4), ("groups", groups)));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_PrefixThatNoColumnHas_IsRefused()
    {
        string error = _folder.Error(() => Fit("group-logistic", Csv(20, 4), ("group-prefix", "_")));
        Assert.Contains("--group-prefix _: no column's name has it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y", "", "--subject-column and --response both name 'y'")]
    [InlineData("x1", "x1", "--covariates: 'x1' is the subject column, no variable")]
    public void Fit_SubjectColumnWithAnotherRole_IsRefused(string subject, string covariates, string words)
    {
        foreach (string method in (string[])["pmom-logistic", "group-logistic", "probit-graph"])
        {
            string error = _folder.Error(() => Fit(
                method, Csv(20, 4), ("subject-column", subject), ("covariates", covariates)));
            Assert.Contains(words, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fit_CovariateOfOneText_IsRefusedWithTheMend()
    {
        string[] lines = Csv(20, 4).TrimEnd('\n').Split('\n');
        IEnumerable<string> more = lines.Select(static (line, row) => line + (row == 0 ? ",site" : ",A"));

        Assert.Equal(
            "table.csv: constant columns: site; take them off --covariates",
            _folder.Error(() => Fit(
                "group-logistic", string.Join('\n', more) + "\n", ("covariates", "site"))));
    }

    // Older runs may have such a column.
    [Fact]
    public void RowColumns_FactorOfOneLevel_HasNoWeight()
    {
        FinishedRun run = Fit("pmom-logistic", Csv(60, 4), ("folds", "0"));
        var posterior = SelectionPosterior.Load(run.Folder.ModelPath);
        string older = Directory.CreateDirectory(_folder["older"]).FullName;
        (posterior with { Columns = [.. posterior.Columns, new EncodedColumn("site", false, ["A"])] }).Save(older);

        RowColumn last = MethodCatalog.Find("pmom-logistic").RowColumns(older)[^1];

        Assert.Equal(("site", "A", 0.0), (last.Name, last.Typical, last.Importance));
    }

    // Parts of the rows lack the level.
    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_LevelOfOneRow_IsCrossValidated(string method)
    {
        string[] lines = Csv(60, 3).TrimEnd('\n').Split('\n');
        IEnumerable<string> more = lines.Select(static (line, row) =>
            line + (row == 0 ? ",site" : row == 7 ? ",rare" : row % 2 == 0 ? ",one" : ",two"));
        FinishedRun run = Fit(method, string.Join('\n', more) + "\n", ("folds", "3"));

        Assert.InRange(run.Results.Metrics["cross-validated AUC"], .7, 1);
    }

    // Both variables are in every draw: the size never changes, and that is no disagreement.
    [Theory]
    [InlineData("group-logistic")]
    [InlineData("probit-graph")]
    public void Fit_SizeThatNeverChanges_HasConverged(string method)
    {
        string[] lines = Csv(400, 2).TrimEnd('\n').Split('\n');
        FinishedRun run = Fit(method, string.Join('\n', lines) + "\n", ("folds", "0"));

        Assert.DoesNotContain(run.Results.Notes, static note => note.Contains("converged", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "NOT",
            run.Results.Tables.Single(static table => table.Name == "convergence").Title,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ColumnWithoutAName_IsSaidToBeLeftOut()
    {
        FinishedRun run = Fit("pmom-logistic", Csv(60, 4).Replace("x3", "", StringComparison.Ordinal), ("folds", "0"));

        Assert.Contains(run.Results.Notes, static note =>
            note == "Left out for want of a name in the header: column 4.");
    }

    [Fact]
    public void Fit_CancelledBetweenParts_GoesOnWithTheBytesOfAWholeRun()
    {
        FinishedRun whole = Fit("group-logistic", Csv(60, 4), ("folds", "4"));
        SortedDictionary<string, string> bytes = Contracts.FitPlace.Bytes(whole);
        Directory.Delete(_folder["runs"], recursive: true);
        using var stop = new CancellationTokenSource();
        JobEnvironment stopping = Surroundings() with
        {
            Cancellation = stop.Token,
            Report = happened =>
            {
                if (happened is PhaseEvent { Name: "cross-validating 3 of 4" })
                {
                    stop.Cancel();
                }
            },
        };
        Assert.Throws<RunCancelledException>(
            () => new FitJob(stopping).Run(Order("group-logistic", 1, ("folds", "4"))));
        var parts = new List<string>();
        JobEnvironment resuming = Surroundings() with
        {
            Report = happened =>
            {
                if (happened is PhaseEvent { Name: var name } && name.StartsWith("cross", StringComparison.Ordinal))
                {
                    parts.Add(name);
                }
            },
        };
        FinishedRun resumed = new ResumeJob(resuming).Run("run");

        Assert.DoesNotContain("cross-validating 2 of 4", parts);
        Assert.Contains("cross-validating 4 of 4", parts);
        Assert.Equal(bytes, Contracts.FitPlace.Bytes(resumed));
    }

    [Fact]
    public void Fit_OptionsWithoutEffect_AreTold()
    {
        var told = new List<string>();
        JobEnvironment listening = Surroundings() with
        {
            Report = happened =>
            {
                if (happened is NoticeEvent notice)
                {
                    told.Add(notice.Message);
                }
            },
        };
        _folder.Write("table.csv", Csv(40, 4));
        new FitJob(listening).Run(Order("pmom-logistic", 1, ("folds", "0")) with
        {
            OptionValues = new Dictionary<string, string>
            {
                ["draws"] = "60",
                ["chains"] = "1",
                ["scale-rate"] = "7",
                ["expected-size"] = "3",
                ["scale"] = ".5",
            },
        });

        Assert.Equal(
            [
                "--chains, --draws: of use to --engine metropolis alone, and without effect here",
                "--scale-rate: of use to --slab hyper-moment alone, and without effect here",
                "--expected-size: of use to --model-prior bernoulli and markov-random-field alone, and without effect "
                + "here",
            ],
            told.Where(static line => line.StartsWith("--", StringComparison.Ordinal)));
    }

    // A level of four rows, all with one outcome.
    [Fact]
    public void Fit_CovariateLevelWithOneOutcome_HasACoefficientOfReason()
    {
        string[] lines = Csv(80, 4).TrimEnd('\n').Split('\n');
        int rare = 0;
        IEnumerable<string> more = lines.Select((line, row) => row == 0 ? line + ",site"
            : line + (line[0] == '1' && rare++ < 4 ? ",rare" : ",big"));
        foreach (string method in (string[])["pmom-logistic", "group-logistic", "probit-graph"])
        {
            rare = 0;
            FinishedRun run = Fit(
                method, string.Join('\n', more) + "\n", ("covariates", "site"), ("folds", "0"));
            var posterior = SelectionPosterior.Load(run.Folder.ModelPath);
            int place = posterior.ForcedNames.ToList().IndexOf("site=rare");
            double effect = posterior.Highest.Coefficients.Values[place] / posterior.Deviations[0];
            Assert.InRange(Math.Abs(effect), .1, 6);
        }
    }

    [Fact]
    public void Fit_ColumnMovedByAThousand_MovesTheInterceptOfTheColumnsAsGivenAlone()
    {
        string[] lines = Csv(80, 4).TrimEnd('\n').Split('\n');
        IEnumerable<string> moved = lines.Select(static (line, row) =>
        {
            string[] cells = line.Split(',');
            return row == 0 ? line : string.Join(',', [
                cells[0],
                (double.Parse(cells[1], CultureInfo.InvariantCulture) + 1000).ToString(CultureInfo.InvariantCulture),
                .. cells[2..]]);
        });
        double[][] found =
        [
            .. ((IEnumerable<string>[])[lines, moved]).Select(table =>
            {
                FinishedRun run = Fit("pmom-logistic", string.Join('\n', table) + "\n", ("folds", "0"));
                ResultTable chosen = run.Results.Tables.Single(static one => one.Name == "chosen");
                string[] values = ((string)chosen.Rows[0][3]!).Split(", ");
                Assert.StartsWith("(intercept)", values[0], StringComparison.Ordinal);
                return values.Select(static value =>
                    double.Parse(value[(value.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ToArray();
            }),
        ];

        Assert.Equal(found[0][1], found[1][1], 1e-3);
        Assert.Equal(found[0][0] - (1000 * found[0][1]), found[1][0], .001 * Math.Abs(found[1][0]));
    }

    [Fact]
    public void Fit_CovariateWithGaps_IsNeverDropped()
    {
        string[] lines = Csv(40, 4).TrimEnd('\n').Split('\n');
        IEnumerable<string> gapped = lines.Select(static (line, row) => row == 0 ? line + ",age"
            : line + (row == 3 ? "," : FormattableString.Invariant($",{20 + row}")));
        InputException refusal = Assert.Throws<InputException>(() => Fit(
            "pmom-logistic", string.Join('\n', gapped) + "\n", ("covariates", "age"), ("missing", "drop-columns")));
        Assert.Contains("'age' of --covariates has missing cells", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_GroupsInAFile_AreUnits()
    {
        string groups = _folder.Write("groups.txt", "one\none\ntwo\ntwo\n");
        FinishedRun run = Fit("group-logistic", Csv(60, 4), ("groups", groups), ("folds", "0"));
        var posterior = SelectionPosterior.Load(run.Folder.ModelPath);
        Assert.Equal(["one", "two"], posterior.UnitNames);
        Assert.True(posterior.Units[0].Probability > posterior.Units[1].Probability);
    }

    [Fact]
    public void Fit_PmomSearchAnyThreads_GivesTheSameBytes()
    {
        SortedDictionary<string, string>? first = null;
        foreach (int threads in (int[])[1, 3])
        {
            FinishedRun run = Fit("pmom-logistic", Csv(60, 30), threads, ("folds", "3"));
            SortedDictionary<string, string> bytes = Contracts.FitPlace.Bytes(run);
            Assert.Equal(first ??= bytes, bytes);
        }
    }

    private FinishedRun Fit(string method, string csv, params (string Flag, string Text)[] inputs) =>
        Fit(method, csv, 1, inputs);

    private FinishedRun Fit(string method, string csv, int threads, params (string Flag, string Text)[] inputs)
    {
        Directory.CreateDirectory(_folder["runs"]);
        Directory.Delete(_folder["runs"], recursive: true);
        _folder.Write("table.csv", csv);
        return new FitJob(Surroundings()).Run(Order(method, threads, inputs));
    }

    private FitOrder Order(string method, int threads, params (string Flag, string Text)[] inputs) => new(method)
    {
        Name = "run",
        DataPath = _folder["table.csv"],
        InputValues = inputs.ToDictionary(static one => one.Flag, static one => one.Text),
        OptionValues = method == "pmom-logistic"
            ? []
            : new Dictionary<string, string> { ["warm-up"] = "100", ["draws"] = "400", ["chains"] = "2" },
        ThreadCount = threads,
    };

    // The outcome hangs on the first two columns.
    private static string Csv(int rowCount, int columnCount, ulong seed = 3)
    {
        var random = new RandomStream(seed, (ulong)columnCount);
        var text = new StringBuilder("y," + string.Join(',', GraphFits.Names(columnCount)) + "\n");
        for (int row = 0; row < rowCount; row++)
        {
            double[] x = [.. Enumerable.Range(0, columnCount).Select(_ => NormalDistribution.Sample(random))];
            double uniform = random.NextDouble();
            bool outcome = (2.5 * x[0]) - (2.5 * x[1]) + Math.Log(uniform / (1 - uniform)) > 0;
            text.Append(outcome ? '1' : '0');
            foreach (double value in x)
            {
                text.Append(CultureInfo.InvariantCulture, $",{value:R}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private JobEnvironment Surroundings() => new()
    {
        Store = new RunStore(_folder["runs"]),
        SampleRoot = _folder["samples"],
        Clock = new ManualClock(TimeSpan.FromMilliseconds(1)),
    };

    private RunResults Evaluate(string run, string path) =>
        new EvaluateJob(Surroundings()).Run(run, path, new Dictionary<string, string>(), 1);
}
