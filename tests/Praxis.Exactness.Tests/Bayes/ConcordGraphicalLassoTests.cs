using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>The graphical lasso against its conditions of optimality.</summary>
public sealed class ConcordGraphicalLassoTests
{
    [Theory]
    [InlineData(50, 20)]
    [InlineData(15, 40)]
    public void Precision_OfWarmStarts_IsOptimal(int rows, int columns)
    {
        double[] covariance = Covariance(rows, columns);
        var lasso = new GraphicalLasso(covariance, columns);
        foreach (double penalty in (double[])[0.4, 0.055, 0.1])
        {
            Assert.True(lasso.Fit(penalty, 1e-8));
            AssertOptimal(lasso, covariance, columns, penalty, 1e-6);
        }

        // As the paper's start has it.
        Assert.True(lasso.Fit(0.2));
        AssertOptimal(lasso, covariance, columns, 0.2, 5e-3);
    }

    [Fact]
    public void Precision_OfTwoColumns_IsTheClosedForm()
    {
        // W = S + ρI on the diagonal and s - ρ off it.
        var lasso = new GraphicalLasso([2, 0.9, 0.9, 1], 2);
        Assert.True(lasso.Fit(0.3, 1e-12));

        double determinant = (2.3 * 1.3) - (0.6 * 0.6);
        Assert.Equal(1.3 / determinant, lasso.Precision[0], 1e-10);
        Assert.Equal(-0.6 / determinant, lasso.Precision[1], 1e-10);
        Assert.Equal(2.3 / determinant, lasso.Precision[3], 1e-10);
    }

    [Fact]
    public void PaperStart_OfATable_IsWhereTheSamplerBegins()
    {
        var gram = GramMatrix.Of(RandomTables.Walk(40, 12, new RandomStream(2, 0)), 12);
        var prior = new ConcordPrior { EdgeProbability = 0.05, Rule = SlabPrecisionRule.Paper };
        var sampler = new ConcordGraphSampler(gram, prior, 2);
        double[] start = ConcordGraphSampler.PaperStart(gram);
        sampler.Start(start);

        Assert.Equal(start, sampler.Omega.ToArray());
        Assert.Equal(start.Count(static value => value != 0) - 12, 2 * sampler.EdgeCount);
        Assert.InRange(sampler.EdgeCount, 11, 66);
    }

    private static double[] Covariance(int rows, int columns)
    {
        double[] table = RandomTables.Centred(
            RandomTables.Walk(rows, columns, new RandomStream(1, 0)), columns);
        return [.. GramMatrix.Of(table, columns).Values.ToArray().Select(value => value / (rows - 1))];
    }

    // Θ⁻¹ - S is ρ sign θ where θ is not 0, and at most ρ where it is.
    private static void AssertOptimal(
        GraphicalLasso lasso, double[] covariance, int columns, double penalty, double tolerance)
    {
        var precision = new double[columns, columns];
        for (int place = 0; place < covariance.Length; place++)
        {
            precision[place / columns, place % columns] = lasso.Precision[place];
        }

        double[,] inverse = DenseMatrix.Inverse(precision);
        double most = 0;
        for (int place = 0; place < covariance.Length; place++)
        {
            double theta = lasso.Precision[place];
            double slope = inverse[place / columns, place % columns] - covariance[place];
            most = Math.Max(
                most,
                theta == 0 ? Math.Abs(slope) - penalty : Math.Abs(slope - (penalty * Math.Sign(theta))));
        }

        Assert.InRange(most, 0, tolerance);
    }
}
