using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

/// <summary>The prior of covariates, whatever is done to the columns.</summary>
public sealed class SelectionDesignTests : IDisposable
{
    // The ages have variance 520, the indicator of site b .3.
    private const string Csv =
        "y,age,site,x\n1,20,a,3\n0,20,b,1\n1,20,a,4\n0,50,b,1\n1,70,a,5\n0,60,b,9\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ColumnScaling.Standard, 1, .3)]
    [InlineData(ColumnScaling.Centre, 520, 1)]
    [InlineData(ColumnScaling.None, 520, 1)]
    public void Of_Covariates_HaveThePriorOfADeviationAndOfAStep(
        ColumnScaling scaling, double numberDivisor, double levelFactor)
    {
        double[] variances = Data(scaling).Design().ForcedVariances;

        Assert.Equal(3, variances.Length);
        Assert.Equal(100, variances[0]);
        Assert.Equal(6.25 / numberDivisor, variances[1], 1e-16);
        Assert.Equal(6.25 * levelFactor, variances[2], 1e-14);
    }

    [Theory]
    [InlineData(ColumnScaling.Standard)]
    [InlineData(ColumnScaling.Centre)]
    [InlineData(ColumnScaling.None)]
    public void Of_RowsInWhichACovariateIsConstant_HaveAFinitePrior(ColumnScaling scaling)
    {
        double[] variances = Data(scaling).Part([0, 1, 2]).Design().ForcedVariances;

        Assert.Equal(6.25, variances[1]);
        Assert.All(variances, static variance => Assert.True(double.IsFinite(variance) && variance > 0));
    }

    private SelectionData Data(ColumnScaling scaling)
    {
        var input = new PmomLogisticInputOptions { Covariates = "age,site", Scaling = scaling };
        return SelectionData.Of(
            SelectionTables.PmomLogistic.Read(_folder.Write("table.csv", Csv), "auto", input), input);
    }
}
