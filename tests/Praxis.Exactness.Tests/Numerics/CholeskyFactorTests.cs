using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class CholeskyFactorTests
{
    // L = (2; 6 1; -8 5 3).
    private static readonly double[] ByHand = [4, 12, -16, 12, 37, -43, -16, -43, 98];

    [Fact]
    public void Factor_ByHand_IsReached()
    {
        var factor = new CholeskyFactor(3);
        Assert.True(factor.TryFactor(ByHand));

        Assert.Equal([2, 0, 0, 6, 1, 0, -8, 5, 3], factor.Values.ToArray());
        Assert.Equal(Math.Log(36), factor.LogDeterminant, 1e-14);
        double[] solution = [0, 6, 39];
        factor.Solve(solution);
        Assert.Equal([1, 1, 1], solution.Select(static x => Math.Round(x, 12)));
        var inverse = new double[9];
        factor.Invert(inverse);
        double[] known = [1777, -488, 76, -488, 136, -20, 76, -20, 4];
        Assert.All(known.Zip(inverse), static pair => Assert.Equal(pair.First, 36 * pair.Second, 1e-11));
    }

    [Fact]
    public void Factor_New_IsThatOfTheIdentity()
    {
        var factor = new CholeskyFactor(2);

        Assert.Equal([1, 0, 0, 1], factor.Values.ToArray());
        Assert.Equal(0, factor.LogDeterminant);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    public void SolveAndInvert_RandomMatrix_GiveBack(int n)
    {
        double[] matrix = Matrices.PositiveDefinite(n, 1);
        double[] vector = Matrices.Normals(n, 2);
        var factor = new CholeskyFactor(n);
        Assert.True(factor.TryFactor(matrix));
        var inverse = new double[n * n];
        factor.Invert(inverse);
        double[] solution = [.. vector];
        factor.Solve(solution);

        for (int i = 0; i < n; i++)
        {
            double product = 0;
            double direct = 0;
            for (int j = 0; j < n; j++)
            {
                product += matrix[(i * n) + j] * solution[j];
                direct += inverse[(i * n) + j] * vector[j];
            }

            Assert.Equal(vector[i], product, 1e-10);
            Assert.Equal(solution[i], direct, 1e-10);
        }
    }

    // A + v v' and A - v v' by turns, the vector that is taken away one that was added before.
    [Fact]
    public void UpdateAndDowndate_TenThousandSteps_StayAtTheFreshFactor()
    {
        const int N = 12;
        double[] matrix = Matrices.PositiveDefinite(N, 3);
        var factor = new CholeskyFactor(N);
        Assert.True(factor.TryFactor(matrix));
        var random = new RandomStream(17, 0);
        var added = new List<double[]>();
        for (int step = 0; step < 10_000; step++)
        {
            bool adds = added.Count == 0 || (added.Count < 20 && random.NextInt(2) == 0);
            int place = adds ? 0 : random.NextInt(added.Count);
            double[] vector = adds ? Matrices.Normals(N, 100 + (ulong)step) : added[place];
            double sign = adds ? 1 : -1;
            for (int i = 0; i < N * N; i++)
            {
                matrix[i] += sign * vector[i / N] * vector[i % N];
            }

            if (adds)
            {
                factor.Update(vector);
                added.Add(vector);
            }
            else
            {
                Assert.True(factor.TryDowndate(vector));
                added.RemoveAt(place);
            }
        }

        var fresh = new CholeskyFactor(N);
        Assert.True(fresh.TryFactor(matrix));
        for (int i = 0; i < N * N; i++)
        {
            Assert.Equal(fresh.Values[i], factor.Values[i], 1e-9);
        }
    }

    [Fact]
    public void Downdate_TooMuch_ChangesNothing()
    {
        var factor = new CholeskyFactor(3);
        Assert.True(factor.TryFactor(ByHand));
        double[] before = factor.Values.ToArray();

        // The first column of L: without it the first row of A is 0.
        Assert.False(factor.TryDowndate([2, 6, -8]));
        Assert.False(factor.TryDowndate([3, 0, 0]));
        Assert.False(factor.TryDowndate([double.NaN, 0, 0]));
        Assert.Equal(before, factor.Values.ToArray());
        Assert.True(factor.TryDowndate([1, 3, -4]));
        Assert.Equal(Math.Sqrt(3), factor.Values[0], 1e-14);
    }

    [Fact]
    public void Factor_NotPositiveDefinite_IsFalse()
    {
        var factor = new CholeskyFactor(2);

        Assert.False(factor.TryFactor([1, 2, 2, 1]));
        Assert.False(factor.TryFactor([double.NaN, 0, 0, 1]));
        Assert.Throws<ArgumentException>(() => factor.TryFactor(new double[3]));
    }
}
