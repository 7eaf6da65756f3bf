using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>What sets of columns are moved along with, against the same computed anew.</summary>
public sealed class SetStateTests
{
    private const int Columns = 12;
    private const int Target = Columns - 1;

    [Theory]
    [InlineData(.3)]
    [InlineData(1)]
    [InlineData(7.5)]
    public void IsotropicScore_RandomSets_IsThatOfTheFullPrior(double priorScale)
    {
        var random = new RandomStream(1, 0);
        GramMatrix gram = Gram(random);
        foreach (ShapeRule shape in (ShapeRule[])
            [ShapeRule.DagWishart(10), ShapeRule.Compatible(Columns + 2, Columns), ShapeRule.HyperInverseWishart(3)])
        {
            var full = new DagWishartScore(gram, gram.Scaled(0, priorScale), shape);
            var isotropic = new IsotropicDagWishartScore(gram, priorScale, shape, Columns);
            for (int size = 0; size < Columns; size++)
            {
                int[] set = Shuffled(random)[..size];
                double known = full.Score(Target, set);
                Assert.Equal(known, isotropic.Score(Target, set), 1e-9);
                var regression = new ActiveSetCholesky(isotropic.Matrix, Target, size);
                Assert.True(regression.TryReset(set));
                Assert.Equal(
                    known, isotropic.Of(size, regression.LogDeterminant, regression.Residual), 1e-9);
            }
        }
    }

    [Fact]
    public void Regression_AfterRandomMoves_IsThatOfAFreshFactor()
    {
        var random = new RandomStream(2, 0);
        GramMatrix gram = Gram(random);
        var kept = new ActiveSetCholesky(gram, Target, Columns - 1);
        var values = new double[Columns];
        for (int step = 0; step < 400; step++)
        {
            int column = random.NextInt(Target);
            if (kept.PlaceOf(column) >= 0)
            {
                kept.RemoveAt(kept.PlaceOf(column));
            }
            else
            {
                Assert.True(kept.TryAdd(column));
            }

            int[] active = kept.Active.ToArray();
            double[,] inverse = DenseMatrix.Inverse(DenseMatrix.Block(gram, active));
            kept.Coefficients(values);
            for (int place = 0; place < active.Length; place++)
            {
                double known = active.Select((other, k) => inverse[place, k] * gram[other, Target]).Sum();
                Assert.Equal(known, values[place], 1e-9);
            }

            for (int place = 0; place < active.Length; place++)
            {
                kept.InverseColumn(place, values);
                Assert.All(active, (_, k) => Assert.Equal(inverse[k, place], values[k], 1e-9));
                kept.ScoreRemove(place, out double logDeterminant, out double residual);
                var fresh = new ActiveSetCholesky(gram, Target, Columns);
                Assert.True(fresh.TryReset([.. active.Where((_, k) => k != place)]));
                Assert.Equal(fresh.LogDeterminant, logDeterminant, 1e-9);
                Assert.Equal(fresh.Residual, residual, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(2, 11)]
    [InlineData(2, 4)]
    public void Sampler_AfterRandomMoves_HasScoreAndOddsOfItsSet(int requiredCount, int capacity)
    {
        var random = new RandomStream(3, 0);
        var score = new EmpiricalSparseCholeskyScore(Gram(random), .9, 1, .1);
        double[] prior = [.. Enumerable.Range(0, capacity + 1).Select(static size => -0.3 * size * size)];
        var candidates = CandidateSet.Below(Target, column => column < requiredCount, column => column == 5, capacity);
        var coupling = new Ledger(new bool[Columns]);
        var sampler = new SetSampler(score, Target, candidates, prior, coupling);
        candidates.Required.ToList().ForEach(column => coupling.IsIn[column] = true);
        for (int step = 0; step < 3000; step++)
        {
            _ = step % 3 == 0 ? sampler.AddOrDelete(random)
                : step % 3 == 1 ? sampler.Flip(random)
                : sampler.Swap(random);
            int[] set = sampler.Regression.Active.ToArray();
            Assert.Equal(Of(set), sampler.LogScore, 1e-8);
            Assert.InRange(set.Length, requiredCount, capacity);
            Assert.Equal(set.Order(), Enumerable.Range(0, Columns).Where(sampler.Contains));
            Assert.Equal(set.Order(), Enumerable.Range(0, Columns).Where(column => coupling.IsIn[column]));
            Assert.DoesNotContain(5, set);
            Assert.All(candidates.Required, column => Assert.Contains(column, set));
            int candidate = candidates.Free[random.NextInt(candidates.Free.Length)];
            int[] without = [.. set.Where(column => column != candidate)];
            if (without.Length < capacity)
            {
                double odds = Of([.. without, candidate]) - Of(without) + coupling.LogOdds(candidate);
                Assert.Equal(odds, sampler.LogOddsOf(candidate), 1e-8);
            }
        }

        double Of(int[] set) => score.Score(Target, set) + prior[set.Length];
    }

    // A column, nearly the same again, and nearly their difference: this triple is far from collinear in one order and
    // collinear in another.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sampler_NearlyCollinearColumns_KeepsFactorAndMembersTogether(ulong seed)
    {
        const int columns = 6;
        const int rowCount = 40;
        var random = new RandomStream(seed, 0);
        var rows = new double[rowCount * columns];
        NormalDistribution.Fill(random, rows);
        for (int row = 0; row < rowCount; row++)
        {
            Span<double> x = rows.AsSpan(row * columns, columns);
            (double copied, double difference, double noise) = (x[0], x[1], x[2]);
            x[1] = copied + (1e-4 * difference);
            x[2] = difference + (1e-3 * noise);
        }

        var sampler = new SetSampler(
            new FlatScore(GramMatrix.Of(rows, columns)),
            columns - 1,
            CandidateSet.Below(columns - 1, static _ => false, static _ => false, 4),
            new double[5],
            new Ledger(new bool[columns]));
        for (int step = 0; step < 20_000; step++)
        {
            _ = step % 2 == 0 ? sampler.AddOrDelete(random) : sampler.Swap(random);
            Assert.Equal(
                sampler.Regression.Active.ToArray().Order(),
                Enumerable.Range(0, columns).Where(sampler.Contains));
        }
    }

    private static GramMatrix Gram(RandomStream random) =>
        GramMatrix.Of(RandomTables.Walk(30, Columns, random), Columns);

    private static int[] Shuffled(RandomStream random) =>
        [.. Enumerable.Range(0, Target).Select(column => (Key: random.NextUInt32(), column)).Order()
            .Select(static pair => pair.column)];

    /// <summary>Prefers sets of three over others, whatever is in them.</summary>
    private sealed class FlatScore(GramMatrix gram) : IActiveSetScore
    {
        public GramMatrix Matrix => gram;

        public double Score(int node, ReadOnlySpan<int> parents) => Of(parents.Length, 0, 1);

        public double Of(int count, double logDeterminant, double residual) => count == 3 ? 2 : 0;
    }

    /// <summary>Keeps which columns it was told of.</summary>
    private sealed class Ledger(bool[] isIn) : ICoupling
    {
        internal bool[] IsIn => isIn;

        public double LogOdds(int candidate) => candidate % 2 == 0 ? 0.4 : -0.2;

        public void Changed(int candidate, bool isNowIn)
        {
            Assert.NotEqual(isNowIn, isIn[candidate]);
            isIn[candidate] = isNowIn;
        }
    }
}
