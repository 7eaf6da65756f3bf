using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Tests.Bayes;

public sealed class SimulationTests
{
    [Theory]
    [InlineData(GaussianGraph.Ar1, 99)]
    [InlineData(GaussianGraph.Tri, 99)]
    [InlineData(GaussianGraph.Ar2, 197)]
    [InlineData(GaussianGraph.Star, 90)]
    [InlineData(GaussianGraph.Block, 200)]
    public void GaussianGraph_HundredColumns_HasItsEdgesAndIsPositiveDefinite(object graph, int edges)
    {
        var design = new GaussianGraphDesign((GaussianGraph)graph, 100);
        var values = new double[100];
        LinearAlgebraBackend.Managed.SymmetricEigen([.. design.Precision], 100, values, keepsVectors: false);

        Assert.Equal(edges, design.Edges.Count(static isEdge => isEdge));
        Assert.True(values[0] > 0.05, $"the smallest eigenvalue is {values[0]}");
    }

    [Fact]
    public void GaussianGraph_Ar1_HasTheCovarianceOfItsName()
    {
        double[] covariance = new GaussianGraphDesign(GaussianGraph.Ar1, 12).Covariance();

        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                Assert.Equal(Math.Pow(0.7, Math.Abs(i - j)), covariance[(i * 12) + j], 13);
            }
        }
    }

    [Theory]
    [InlineData(GaussianGraph.Ar1)]
    [InlineData(GaussianGraph.Tri)]
    [InlineData(GaussianGraph.Ar2)]
    [InlineData(GaussianGraph.Star)]
    [InlineData(GaussianGraph.Block)]
    public void GaussianGraph_ManyRows_HaveNearlyTheCovariance(object graph)
    {
        const int rows = 40_000;
        var design = new GaussianGraphDesign((GaussianGraph)graph, 20);
        GramMatrix gram = GramMatrix.Of(design.Sample(rows, new RandomStream(5, 0)).Rows, 20);
        double[] covariance = design.Covariance();

        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 20; j++)
            {
                // Five standard errors of a product of two normal numbers.
                double both = covariance[(i * 20) + i] * covariance[(j * 20) + j];
                double cross = covariance[(i * 20) + j];
                Assert.Equal(cross, gram[i, j] / rows, 5 * Math.Sqrt((both + (cross * cross)) / rows));
            }
        }
    }

    [Theory]
    [InlineData(0.02, 223, 5)]
    [InlineData(0.02, 223, 60)]
    [InlineData(0.04, 447, 5)]
    public void JointDag_Groups_ChangeAsManyEdgesAsAsked(double share, int edges, int changed)
    {
        GraphSample[] groups = new JointDagDesign(150, 3, share, changed).Sample(5, new RandomStream(3, 0));

        Assert.All(groups, group => Assert.Equal(edges, group.Edges.Count(static isEdge => isEdge)));
        Assert.All(
            groups.Zip(groups.Skip(1)),
            pair => Assert.Equal(
                2 * changed, pair.First.Edges.Zip(pair.Second.Edges).Count(static one => one.First != one.Second)));
        bool[][] marks = JointDagDesign.Changed(groups);
        Assert.Equal(2 * changed, marks[0].Count(static isChanged => isChanged));
        Assert.Equal(2 * changed, marks[2].Count(static isChanged => isChanged));
    }

    [Fact]
    public void JointDag_ManyRows_HaveResidualVariancesOfTheDesignOnTheTrueParents()
    {
        const int rows = 20_000;
        GraphSample group = new JointDagDesign(12, 1, 0.2, 0).Sample(rows, new RandomStream(7, 0))[0];
        GramMatrix gram = GramMatrix.Of(group.Rows, 12);
        for (int node = 0; node < 12; node++)
        {
            int[] parents = [.. Enumerable.Range(0, node).Where(parent => group.Edges[EdgeList.Pair(node, parent)])];
            var regression = new ActiveSetCholesky(gram, node, parents.Length);
            Assert.True(regression.TryReset(parents));
            var coefficients = new double[parents.Length];
            regression.Coefficients(coefficients);

            Assert.InRange(regression.Residual / rows, 1.9, 5.2);
            Assert.All(coefficients, static one => Assert.InRange(Math.Abs(one), 0.25, 0.75));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TranscriptionFactor_Design_HasItsEdgesAndRelevantVariables(bool isShuffled)
    {
        var design = new TranscriptionFactorDesign { IsShuffled = isShuffled };
        (GraphSample genes, double[] response, bool[] relevant) = design.Sample(100, new RandomStream(1, 0));

        Assert.Equal(150, design.ColumnCount);
        Assert.Equal((150, 100 * 150, 100), (genes.Names.Count, genes.Rows.Length, response.Length));
        Assert.Equal(120, genes.Edges.Count(static isEdge => isEdge));
        Assert.Equal(20, relevant.Count(static isIn => isIn));
        Assert.Equal(!isShuffled, relevant.Take(20).All(static isIn => isIn));
    }

    [Fact]
    public void TranscriptionFactor_NoiseFactor_MultipliesTheNoiseAlone()
    {
        const int rows = 5000;
        double[] one = Noise(new TranscriptionFactorDesign());
        double[] eight = Noise(new TranscriptionFactorDesign { NoiseFactor = 8 });

        Assert.Equal(Math.Sqrt(8), eight[0] / one[0], 12);

        // Same draws but for the noise: the response of the noiseless design is taken off both.
        double[] Noise(TranscriptionFactorDesign design)
        {
            double[] with = design.Sample(rows, new RandomStream(2, 0)).Response;
            double[] without = (design with { NoiseFactor = 0 }).Sample(rows, new RandomStream(2, 0)).Response;
            return [.. with.Zip(without, static (a, b) => a - b)];
        }
    }

    [Fact]
    public void Sample_SameSeed_IsTheSame()
    {
        var design = new JointDagDesign(20, 2, 0.1, 3);

        Assert.Equal(
            design.Sample(10, new RandomStream(4, 0))[1].Rows, design.Sample(10, new RandomStream(4, 0))[1].Rows);
    }
}
