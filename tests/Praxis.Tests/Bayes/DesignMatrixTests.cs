using System.Globalization;
using System.Text;
using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Tests.Bayes;

public sealed class DesignMatrixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Standard_GivesMeanZeroAndDeviationOneInEachGroup()
    {
        string path = Write(2, 200, random => (1e3 * NormalDistribution.Sample(random)) + 1e6, ["u", "v"]);
        var options = new JointDagsInputOptions();
        NumericTable table = NumericTables.JointDags.Read(path, "auto", options);
        IReadOnlyList<Design> designs = DesignMatrix.Of(table, options, [1, 0], withResponse: false);

        Assert.Equal(["u", "v"], designs.Select(design => design.Group));
        Assert.All(designs, design =>
        {
            Assert.Equal((100, 2), (design.RowCount, design.ColumnCount));
            for (int column = 0; column < 2; column++)
            {
                double[] values = Column(design, column);
                Assert.Equal(0, values.Average(), 10);
                Assert.Equal(1, values.Sum(x => x * x) / 99, 10);
            }
        });

        // Back to the table: the first column is the second variable.
        Design first = designs[0];
        Assert.Equal(table.Values.Span[1], (first.Values[0] * first.Deviations[0]) + first.Means[0], 1e-6);
    }

    [Theory]
    [InlineData(ColumnScaling.None, true)]
    [InlineData(ColumnScaling.Centre, false)]
    public void NoticeOfMeans_ColumnsFarFromZero_AreToldWhereNothingIsTakenOff(ColumnScaling scaling, bool isTold)
    {
        string path = _folder.Write("t.csv", "a,y,b,c\n11,10,2,-1\n12,20,4,0\n16,60,3,1\n");
        var options = new DagRegressionInputOptions { Scaling = scaling };
        var design = GraphDesign.Of(NumericTables.DagRegression.Read(path, "auto", options), options);

        Assert.Equal(
            isTold
                ? "column 'a' has a mean of 13 and a deviation of 2.646, and 1 more lie as far from 0; the model has no"
                    + " means and takes them for dependence: take --scaling centre or standard"
                : null,
            design.NoticeOfMeans()?.Message);
    }

    [Fact]
    public void Of_EachScaling_DoesWhatItSays()
    {
        string path = _folder.Write("t.csv", "a,y,b\n1,10,2\n2,20,4\n6,60,3\n");
        Design Of(ColumnScaling scaling)
        {
            var options = new DagRegressionInputOptions { Scaling = scaling };
            return Assert.Single(DesignMatrix.Of(
                NumericTables.DagRegression.Read(path, "auto", options), options, [0, 1], withResponse: true));
        }

        // The response, which comes last, is always centred.
        Assert.Equal([1.0, 2, -20, 2, 4, -10, 6, 3, 30], Of(ColumnScaling.None).Values);
        Assert.Equal([0.0, 0, 30], Of(ColumnScaling.None).Means);
        Assert.Equal([1.0, 1, 1], Of(ColumnScaling.None).Deviations);
        Assert.Equal([-2.0, -1, -20, -1, 1, -10, 3, 0, 30], Of(ColumnScaling.Centre).Values);
        Assert.Equal([3.0, 3, 30], Of(ColumnScaling.Centre).Means);
        Assert.Equal([1.0, 1, 1], Of(ColumnScaling.Centre).Deviations);
        Design standard = Of(ColumnScaling.Standard);
        Assert.Equal([Math.Sqrt(7), 1, 1], standard.Deviations);
        Assert.Equal([-20.0, -10, 30], Column(standard, 2));
        Assert.Equal(-2 / Math.Sqrt(7), standard.Values[0], 15);
    }

    [Fact]
    public void Of_Whitened_RecoversTheInnovationsOfASimulatedSeries()
    {
        // Two autoregressive series, of 0.8 and -0.5; the estimates stray by about 1/sqrt(n).
        const int rows = 20_000;
        double[] coefficients = [0.8, -0.5];
        var random = new RandomStream(11, 0);
        var innovations = new double[rows, 2];
        var text = new StringBuilder("a,b\n");
        double[] state = [0, 0];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                innovations[row, column] = NormalDistribution.Sample(random);
                state[column] = (coefficients[column] * state[column]) + innovations[row, column];
            }

            text.Append(CultureInfo.InvariantCulture, $"{state[0]:R},{state[1]:R}\n");
        }

        var options = new DecomposableGraphInputOptions { Whiten = true, Scaling = ColumnScaling.None };
        NumericTable table = NumericTables.DecomposableGraph.Read(
            _folder.Write("t.csv", text.ToString()), "auto", options);
        Design design = Assert.Single(DesignMatrix.Of(table, options, [0, 1], withResponse: false));

        Assert.Equal(rows - 1, design.RowCount);
        for (int column = 0; column < 2; column++)
        {
            double[] values = Column(design, column);
            Assert.InRange(Autocorrelation(values), -0.03, 0.03);
            double worst = Enumerable.Range(0, rows - 1)
                .Max(row => Math.Abs(values[row] - innovations[row + 1, column]));
            Assert.InRange(worst, 0, 0.15);
        }
    }

    [Fact]
    public void Of_WhitenedGroups_DropTheFirstRowOfEach()
    {
        string path = _folder.Write(
            "t.csv", "group,a,b\nu,1,2\nv,5,5\nu,2,4\nv,3,6\nu,6,3\nv,4,8\nu,4,4\nv,7,1\n");
        var options = new JointDagsInputOptions { Whiten = true, Scaling = ColumnScaling.None };
        IReadOnlyList<Design> designs = DesignMatrix.Of(
            NumericTables.JointDags.Read(path, "auto", options), options, [0, 1], withResponse: false);

        // Of 1, 2, 6, 4 about 3.25: products 2.8125, -3.4375, 2.0625 over squares 14.75.
        const double r = 1.4375 / 14.75;
        Assert.All(designs, design => Assert.Equal(3, design.RowCount));
        Assert.Equal([2 - r, 6 - (2 * r), 4 - (6 * r)], Column(designs[0], 0));
    }

    [Fact]
    public void Of_ConstantOnceWhitened_IsRefused()
    {
        // 0, 1, 1 + r, 1 + r + r^2 leaves 1 behind when r is its own autocorrelation, which bisection finds.
        double low = -0.7;
        double high = -0.5;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Autocorrelation(Series(middle)) > middle ? (middle, high) : (low, middle);
        }

        double[] series = Series(low);
        string path = _folder.Write("t.csv", "a,b\n" + string.Concat(series.Select((x, row) =>
            string.Create(CultureInfo.InvariantCulture, $"{row * row},{x:R}\n"))));
        var options = new DecomposableGraphInputOptions { Whiten = true };
        NumericTable table = NumericTables.DecomposableGraph.Read(path, "auto", options);
        Assert.Equal(
            "t.csv: column 'b' is constant once it is whitened; name it in --leave-out or take --whiten away",
            _folder.Error(() => DesignMatrix.Of(table, options, [0, 1], withResponse: false)));

        static double[] Series(double r) => [0, 1, 1 + r, 1 + r + (r * r)];
    }

    [Fact]
    public void Describe_EachOption_SaysWhatIsDone()
    {
        Assert.Equal(
            "Each column is centred and divided by its standard deviation.",
            DesignMatrix.Describe(new DecomposableGraphInputOptions()));
        Assert.Equal(
            "Each column is whitened as a first-order autoregressive series (which drops the first row) and centred"
            + " within each group.",
            DesignMatrix.Describe(new JointDagsInputOptions { Whiten = true, Scaling = ColumnScaling.Centre }));
        Assert.Equal(
            "The columns are used as they stand in the table.",
            DesignMatrix.Describe(new DecomposableGraphInputOptions { Scaling = ColumnScaling.None }));
        Assert.Equal(
            "The columns are used as they stand in the table; the response is centred.",
            DesignMatrix.Describe(new DagRegressionInputOptions { Scaling = ColumnScaling.None }));
        Assert.Equal(
            "Each column is centred.",
            DesignMatrix.Describe(new DagRegressionInputOptions { Scaling = ColumnScaling.Centre }));
        Assert.Equal(
            "Each column is centred and divided by its standard deviation; the response keeps its scale.",
            DesignMatrix.Describe(new DagRegressionInputOptions()));
    }

    private static double[] Column(Design design, int column)
        => [.. Enumerable.Range(0, design.RowCount).Select(row => design.Values[(row * design.ColumnCount) + column])];

    private static double Autocorrelation(double[] values)
    {
        double mean = values.Average();
        return values.Zip(values.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum()
            / values.Sum(x => (x - mean) * (x - mean));
    }

    private string Write(int columns, int rows, Func<RandomStream, double> sample, string[] groups)
    {
        var random = new RandomStream(3, 0);
        var text = new StringBuilder("group");
        text.AppendJoin("", Enumerable.Range(0, columns).Select(column => $",v{column}")).Append('\n');
        for (int row = 0; row < rows; row++)
        {
            text.Append(groups[row % groups.Length]);
            for (int column = 0; column < columns; column++)
            {
                text.Append(CultureInfo.InvariantCulture, $",{sample(random):R}");
            }

            text.Append('\n');
        }

        return _folder.Write("t.csv", text.ToString());
    }
}
