using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class ActiveSetCholeskyTests
{
    private const int Columns = 25;

    [Fact]
    public void AddAndRemove_TenThousandAtRandom_StaysAtAFreshFactor()
    {
        GramMatrix matrix = Matrix(40);
        var kept = new ActiveSetCholesky(matrix, Columns - 1, Columns - 1);
        var random = new RandomStream(2, 0);
        for (int step = 0; step < 10_000; step++)
        {
            int column = random.NextInt(Columns - 1);
            int place = kept.Active.IndexOf(column);
            if (place >= 0)
            {
                kept.RemoveAt(place);
            }
            else
            {
                Assert.True(kept.TryScoreAdd(column, out double logDeterminant, out double residual));
                Assert.True(kept.TryAdd(column));
                Assert.Equal((logDeterminant, residual), (kept.LogDeterminant, kept.Residual));
            }

            if (step % 50 == 0)
            {
                var fresh = new ActiveSetCholesky(matrix, Columns - 1, Columns - 1);
                Assert.True(fresh.TryReset(kept.Active));
                Assert.InRange(kept.LogDeterminant - fresh.LogDeterminant, -1e-9, 1e-9);
                Assert.InRange(kept.Residual - fresh.Residual, -1e-9, 1e-9);
            }
        }
    }

    [Fact]
    public void TryAdd_CopyOfAColumn_IsRefusedAndChangesNothing()
    {
        double[] rows = Rows(10);
        for (int r = 0; r < 10; r++)
        {
            rows[(r * Columns) + 1] = 3 * rows[r * Columns];
        }

        var factor = new ActiveSetCholesky(GramMatrix.Of(rows, Columns), 2, 3);
        Assert.True(factor.TryAdd(0));
        double residual = factor.Residual;

        Assert.False(factor.TryScoreAdd(1, out _, out _));
        Assert.False(factor.TryAdd(1));
        Assert.Equal((1, residual), (factor.Count, factor.Residual));
    }

    [Fact]
    public void TryAdd_MoreColumnsThanRows_IsRefusedAtTheRank()
    {
        var factor = new ActiveSetCholesky(Matrix(6), Columns - 1, Columns - 1);
        int added = Enumerable.Range(0, Columns - 1).Count(factor.TryAdd);
        Assert.Equal(6, added);
        Assert.InRange(factor.Residual, 0, 1e-8);
    }

    private static GramMatrix Matrix(int rows) => GramMatrix.Of(Rows(rows), Columns);

    private static double[] Rows(int count)
    {
        var random = new RandomStream(1, 0);
        return [.. Enumerable.Range(0, count * Columns).Select(_ => random.NextDouble() - 0.5)];
    }
}
