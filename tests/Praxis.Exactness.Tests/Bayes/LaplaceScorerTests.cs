using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class LaplaceScorerTests
{
    // Of n = 100 and p = 1000.
    private static readonly double Rate = 100 * Math.Pow(100, -1 / 3.0) * Math.Pow(1000, 2.001 * 2 / 3);

    [Theory]
    [InlineData(new int[0], -69.3147, double.NaN)]
    [InlineData(new[] { 0 }, -74.3371, -68.1946)]
    [InlineData(new[] { 0, 2 }, -79.1943, -73.0518)]
    [InlineData(new[] { 0, 1, 2 }, -78.0148, -71.8723)]
    [InlineData(new[] { 0, 1, 2, 3, 4 }, -107.3487, -101.2060)]
    public void HyperMoment_GoldenTable_HasTheScoreOfTheSpecification(int[] units, double known, double ofPaper)
    {
        SelectionDesign design = Golden();
        Assert.Equal(known, Score(design, new HyperProductMomentSlab(1, 1, Rate), units), 1e-4);
        if (!double.IsNaN(ofPaper))
        {
            var slab = new HyperProductMomentSlab(1, 1, Rate) { HasPaperExponent = true };
            Assert.Equal(ofPaper, Score(design, slab, units), 1e-4);
        }
    }

    [Fact]
    public void Score_FromANeighbour_IsThatFromNothing()
    {
        SelectionDesign design = Golden();
        var slab = new HyperProductMomentSlab(1, 1, Rate);
        var scorer = new LaplaceScorer(design, LogisticLikelihood.Instance, slab, MarginalMethod.Flips);
        ScoredModel far = scorer.Score(ModelKey.Of([0, 3, 4]));
        Assert.Equal(
            scorer.Score(ModelKey.Of([0, 1, 2])).LogMarginal,
            scorer.Score(ModelKey.Of([0, 1, 2]), far).LogMarginal,
            1e-8);
    }

    public static TheoryData<string> Slabs => ["normal", "moment", "hyper", "moment of order 2"];

    [Theory]
    [MemberData(nameof(Slabs))]
    public void Objective_Derivatives_AreThoseOfDifferences(string name)
    {
        const double step = 1e-5;
        SelectionDesign design = Golden(hasIntercept: true);
        foreach (ILikelihood likelihood in
            (ILikelihood[])[LogisticLikelihood.Instance, ProbitLikelihood.Instance])
        {
            var objective = new ModelObjective(design, likelihood, Slab(name));
            objective.Take(ModelKey.Of([0, 2, 3]));
            double[] theta = [.3, .8, -.4, .6];
            var gradient = new double[4];
            var curvature = new double[16];
            At(0, 0, gradient);
            objective.Curvature.CopyTo(curvature);
            for (int i = 0; i < 4; i++)
            {
                var up = new double[4];
                var down = new double[4];
                double difference = At(i, step, up) - At(i, -step, down);
                Assert.Equal(difference / (2 * step), gradient[i], 1e-6);
                for (int j = 0; j < 4; j++)
                {
                    Assert.Equal(-(up[j] - down[j]) / (2 * step), curvature[(i * 4) + j], 1e-5);
                }
            }

            double At(int place, double move, double[] slope)
            {
                double[] moved = [.. theta];
                moved[place] += move;
                double value = objective.Value(moved, isRidge: false);
                objective.Curve(moved, isRidge: false);
                objective.Gradient.CopyTo(slope);
                return value;
            }
        }
    }

    // ∫ P(y | β) π(β) dβ by the midpoint rule on a fine grid around the modes.
    [Theory]
    [InlineData("moment", new[] { 0 })]
    [InlineData("moment", new[] { 3 })]
    [InlineData("hyper", new[] { 3 })]
    [InlineData("moment", new[] { 0, 1 })]
    [InlineData("moment", new[] { 3, 4 })]
    [InlineData("normal", new[] { 0, 4 })]
    public void Score_OneAndTwoVariables_IsNearTheIntegral(string name, int[] units)
    {
        SelectionDesign design = Golden();
        double exact = Integral(design, Slab(name), units);
        double single = Score(design, Slab(name), units);
        Assert.InRange(single - exact, -.85, name == "normal" ? .05 : .02);
        if (name == "normal")
        {
            Assert.InRange(single - exact, -.05, .05);
        }
        else
        {
            double[] errors =
            [
                .. ((MarginalMethod[])[MarginalMethod.Corrected, MarginalMethod.Orthants, MarginalMethod.Flips])
                    .Select(method => Math.Abs(Score(design, Slab(name), units, method) - exact)),
            ];
            Assert.True(errors[0] < .52 && errors[1] < .3 && errors[2] < .3, string.Join(", ", errors));
        }
    }

    // Without a likelihood that matters, a null coefficient: both modes give 2 √2 / e of the exact value.
    [Fact]
    public void Moment_NullCoefficient_HasHalfOfItsMassInEachMode()
    {
        double ratio = Math.Sqrt(2) / Math.E;
        var random = new RandomStream(1, 0);
        const int n = 4000;
        double[] rows = [.. Enumerable.Range(0, n).Select(_ => NormalDistribution.Sample(random))];
        bool[] isPositive = [.. rows.Select((_, i) => i % 2 == 0)];
        double[] mirrored = [.. rows.Select((_, i) => rows[i - (i % 2)])];
        SelectionDesign design = SelectionDesign.OfPrepared(mirrored, isPositive);
        double exact = Integral(design, Slab("moment"), [0]);
        Assert.Equal(Math.Log(ratio), Score(design, Slab("moment"), [0]) - exact, .01);
        Assert.Equal(
            Math.Log(2 * ratio), Score(design, Slab("moment"), [0], MarginalMethod.Orthants) - exact, .01);
        Assert.Equal(0, Score(design, Slab("moment"), [0], MarginalMethod.Corrected) - exact, .01);
    }

    [Fact]
    public void HyperMoment_OfAnyCoefficients_IsTheIntegralOverTheScale()
    {
        const double shape = 1.5;
        const double rate = 7;
        double[] beta = [.7, -1.9, .2];
        double integral = Midpoints(-12, 14, 4000, logScale =>
        {
            double scale = Math.Exp(logScale);
            return Math.Exp(new ProductMomentSlab(1, scale).LogDensity(beta)
                + InverseGammaDistribution.LogDensity(scale, shape, rate) + logScale);
        });
        Assert.Equal(Math.Log(integral), new HyperProductMomentSlab(1, shape, rate).LogDensity(beta), 1e-10);
    }

    [Theory]
    [InlineData("moment")]
    [InlineData("hyper")]
    [InlineData("moment of order 2")]
    [InlineData("normal")]
    public void Slab_OfOneCoefficient_IntegratesToOne(string name)
    {
        double integral = 2 * Midpoints(-14, 16, 4000, log =>
            Math.Exp(Slab(name).LogDensity([Math.Exp(log)]) + log));
        Assert.Equal(1, integral, 1e-4);
    }

    [Theory]
    [InlineData("moment")]
    [InlineData("hyper")]
    [InlineData("moment of order 2")]
    [InlineData("normal")]
    public void Slab_OfTwoCoefficients_IntegratesToOne(string name)
    {
        double integral = 4 * Midpoints(-12, 12, 600, first => Midpoints(-12, 12, 600, second =>
            Math.Exp(Slab(name).LogDensity([Math.Exp(first), Math.Exp(second)]) + first + second)));
        Assert.Equal(1, integral, 1e-4);
    }

    [Fact]
    public void Score_SignsAndOrderOfColumns_DoNotMatter()
    {
        (double[] rows, bool[] isPositive) = GoldenFile.Read("pmom.csv");
        double[] turned = [.. rows.Select((value, cell) => cell % 5 == 1 ? -value : value)];
        double[] permuted = [.. rows.Select((_, cell) => rows[(cell / 5 * 5) + (4 - (cell % 5))])];
        foreach (MarginalMethod method in Enum.GetValues<MarginalMethod>().Skip(1))
        {
            // The draws of importance sampling do not turn with the columns.
            double tolerance = method == MarginalMethod.Importance ? .15 : 1e-8;
            double known = Score(SelectionDesign.OfPrepared(rows, isPositive), Slab("moment"), [0, 1, 3], method);
            Assert.Equal(
                known,
                Score(SelectionDesign.OfPrepared(turned, isPositive), Slab("moment"), [0, 1, 3], method),
                tolerance);
            Assert.Equal(
                known,
                Score(SelectionDesign.OfPrepared(permuted, isPositive), Slab("moment"), [4, 3, 1], method),
                tolerance);
        }
    }

    [Fact]
    public void Score_SeparableDuplicatedAndZeroColumns_IsFinite()
    {
        bool[] isPositive = [.. Enumerable.Range(0, 20).Select(static row => row >= 10)];
        double[] rows =
        [
            .. Enumerable.Range(0, 20).SelectMany(static row =>
                (double[])[row - 9.5, row - 9.5, 0, -(row - 9.5)]),
        ];
        SelectionDesign design = SelectionDesign.OfPrepared(rows, isPositive, hasIntercept: true);
        foreach (string name in (string[])["normal", "moment", "hyper"])
        {
            foreach (int[] units in (int[][])[[0], [0, 1], [2], [0, 1, 2, 3]])
            {
                double score = Score(design, Slab(name), units, MarginalMethod.Flips);
                Assert.True(double.IsFinite(score), $"{name} of {string.Join(",", units)} is {score}");
            }
        }
    }

    private static ISlab Slab(string name) => name switch
    {
        "normal" => new NormalSlab(2),
        "moment" => new ProductMomentSlab(1, .5),
        "moment of order 2" => new ProductMomentSlab(2, .3),
        _ => new HyperProductMomentSlab(1, 1, 2),
    };

    private static SelectionDesign Golden(bool hasIntercept = false)
    {
        (double[] rows, bool[] isPositive) = GoldenFile.Read("pmom.csv");
        return SelectionDesign.OfPrepared(rows, isPositive, hasIntercept: hasIntercept);
    }

    private static double Score(
        SelectionDesign design, ISlab slab, int[] units, MarginalMethod method = MarginalMethod.BestMode) =>
        new LaplaceScorer(design, LogisticLikelihood.Instance, slab, method).Score(ModelKey.Of(units)).LogMarginal;

    private static double Integral(SelectionDesign design, ISlab slab, int[] units)
    {
        const double width = 8;
        int cells = units.Length == 1 ? 8000 : 1200;
        double step = 2 * width / cells;
        var eta = new double[design.Stride];
        var slope = new double[design.Stride];
        var weight = new double[design.Stride];
        var values = new List<double>();
        for (int cell = 0; cell < (units.Length == 1 ? cells : cells * cells); cell++)
        {
            double[] beta = [-width + (((cell % cells) + .5) * step), -width + (((cell / cells) + .5) * step)];
            for (int row = 0; row < design.RowCount; row++)
            {
                eta[row] = 0;
                for (int place = 0; place < units.Length; place++)
                {
                    eta[row] += beta[place] * design.Column(units[place])[row];
                }
            }

            values.Add(LogisticLikelihood.Instance.Evaluate(eta, design.Response, design.RowCount, slope, weight)
                + slab.LogDensity(beta.AsSpan(0, units.Length)));
        }

        return SpecialFunctions.LogSumExp(values.ToArray()) + (units.Length * Math.Log(step));
    }

    // The midpoint rule, exact to rounding for functions that vanish at both ends.
    private static double Midpoints(double from, double to, int cells, Func<double, double> value)
    {
        double step = (to - from) / cells;
        return Enumerable.Range(0, cells).Sum(cell => value(from + ((cell + .5) * step))) * step;
    }

    [Fact]
    public void NormalSlab_EightModelsOfGroups_HasTheProbabilitiesOfTheSpecification()
    {
        var scorer = new LaplaceScorer(
            GoldenGroups.Design(), LogisticLikelihood.Instance, new NormalSlab(1), MarginalMethod.BestMode);
        double[] logs =
        [
            .. Enumerable.Range(0, 8).Select(model => scorer.Score(ModelKey.Of(
                Enumerable.Range(0, 3).Where(unit => ((model >> unit) & 1) != 0))).LogMarginal
                + (int.PopCount(model) * Math.Log(.3 / .7))),
        ];
        double total = SpecialFunctions.LogSumExp(logs);

        Assert.All(
            GoldenGroups.Laplace.Zip(logs),
            pair => Assert.Equal(pair.First, Math.Exp(pair.Second - total), 1e-5));
    }
}
