using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class LinearAlgebraBackendTests
{
    // Sizes on either side of strips, tiles, panels and blocks.
    public static TheoryData<int> Sizes => [1, 2, 5, 8, 23, 24, 25, 31, 96, 97, 128, 129, 200, 261];

    // What the loops do is the same at any vector width, so equal bytes here mean equal bytes everywhere.
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gram_Managed_HasTheBytesOfPlainLoops(int n)
    {
        foreach (int rowCount in new[] { 0, 1, 7, 300 })
        {
            double[] rows = Matrices.Normals(rowCount * n, 1);
            var gram = new double[n * n];
            gram.AsSpan().Fill(double.NaN);
            LinearAlgebraBackend.Managed.Gram(rows, n, gram);

            Assert.Equal(Matrices.Gram(rows, n), gram);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cholesky_Managed_HasTheBytesOfPlainLoops(int n)
    {
        double[] matrix = Matrices.PositiveDefinite(n, 2);
        double[] factor = OnlyLower(matrix, n);

        Assert.True(LinearAlgebraBackend.Managed.TryCholesky(factor, n));
        Assert.Equal(Matrices.Cholesky(matrix, n), factor);
    }

    [Fact]
    public void Dot_AnyLength_HasSixteenPartialSums()
    {
        foreach (int length in new[] { 0, 1, 15, 16, 17, 100 })
        {
            double[] x = Matrices.Normals(length, 7);
            double[] y = Matrices.Normals(length, 8);
            var parts = new double[16];
            int whole = length / 16 * 16;
            for (int i = 0; i < whole; i++)
            {
                parts[i % 16] = Math.FusedMultiplyAdd(x[i], y[i], parts[i % 16]);
            }

            double[] sums =
                [.. Enumerable.Range(0, 4).Select(i => parts[i] + parts[4 + i] + (parts[8 + i] + parts[12 + i]))];
            double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
            for (int i = whole; i < length; i++)
            {
                sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
            }

            Assert.Equal(sum, RowKernels.Dot(x, y));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cholesky_OnePivotNotPositive_IsFalse(int n)
    {
        foreach (int place in new[] { 0, n / 2, n - 1 })
        {
            double[] matrix = Matrices.PositiveDefinite(n, 3);
            matrix[(place * n) + place] = place == 0 ? 0 : -1;
            Assert.All(
                LinearAlgebraBackend.Available(), backend => Assert.False(backend.TryCholesky([.. matrix], n)));
        }
    }

    // The second difference has 2 - 2 cos (kπ / (n + 1)) and sines for vectors.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(150)]
    public void SymmetricEigen_SecondDifference_HasTheKnownValues(int n)
    {
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[(i * n) + i] = 2;
            if (i > 0)
            {
                matrix[(i * n) + i - 1] = -1;
            }
        }

        foreach (LinearAlgebraBackend backend in LinearAlgebraBackend.Available())
        {
            double[] vectors = [.. matrix];
            var values = new double[n];
            backend.SymmetricEigen(vectors, n, values, keepsVectors: true);
            for (int k = 1; k <= n; k++)
            {
                Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), values[k - 1], 1e-13);
                double sign = vectors[(k - 1) * n] > 0 ? 1 : -1;
                for (int j = 1; j <= n; j++)
                {
                    double sine = Math.Sqrt(2.0 / (n + 1)) * Math.Sin(j * k * Math.PI / (n + 1));
                    Assert.Equal(sine, sign * vectors[((k - 1) * n) + j - 1], 1e-10);
                }
            }
        }
    }

    [Theory]
    [InlineData(3, 1.0)]
    [InlineData(40, 1e-200)]
    [InlineData(133, 1e200)]
    public void SymmetricEigen_RandomMatrix_IsTakenApart(int n, double scale)
    {
        double[] matrix = Symmetric(n, scale);
        double[] vectors = OnlyLower(matrix, n);
        var values = new double[n];
        var alone = new double[n];
        LinearAlgebraBackend.Managed.SymmetricEigen(vectors, n, values, keepsVectors: true);
        LinearAlgebraBackend.Managed.SymmetricEigen([.. matrix], n, alone, keepsVectors: false);

        double size = Math.Max(values[^1], -values[0]);
        for (int i = 0; i < n; i++)
        {
            Assert.True(i == 0 || values[i - 1] <= values[i]);
            Assert.Equal(values[i], alone[i], 1e-13 * size);
            double[] vector = vectors[(i * n)..((i + 1) * n)];
            for (int j = 0; j < n; j++)
            {
                double image = RowKernels.Dot(matrix.AsSpan(j * n, n), vector);
                Assert.Equal(values[i] * vector[j], image, 1e-13 * size);
                Assert.Equal(i == j ? 1 : 0, RowKernels.Dot(vectors.AsSpan(j * n, n), vector), 1e-13);
            }
        }
    }

    [Fact]
    public void SymmetricEigen_SpecialMatrices_HaveTheKnownValues()
    {
        Assert.Equal([0, 0, 0], Values([0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal([-3, 2, 5], Values([5, 0, 0, 0, -3, 0, 0, 0, 2]));
        Near([-1, 1], Values([0, 1, 1, 0]));
        Near([0, 0, 3], Values([1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Near([-1e-300, 1e-300], Values([0, 1e-300, 1e-300, 0]));
        Assert.Throws<ArgumentException>(() => Values([1, 0, double.NaN, 1]));
    }

    // The tolerance of the backend's remarks: 1e-12 of the greatest element.
    [Fact]
    public void NativeBackends_AnySize_AgreeWithManaged()
    {
        LinearAlgebraBackend[] natives = [.. LinearAlgebraBackend.Available().SkipLast(1)];
        if (natives.Length == 0)
        {
            Assert.Skip("needs libopenblas.so.0 (Debian: libopenblas0-pthread) or libtorch beside the program");
        }

        foreach (int n in new[] { 5, 64, 129, 300 })
        {
            double[] rows = Matrices.Normals(2 * n * n, 4);
            double[] gram = new double[n * n];
            LinearAlgebraBackend.Managed.Gram(rows, n, gram);
            double[] factor = [.. gram];
            Assert.True(LinearAlgebraBackend.Managed.TryCholesky(factor, n));
            double[] symmetric = Symmetric(n, 1);
            var eigen = new double[n];
            LinearAlgebraBackend.Managed.SymmetricEigen([.. symmetric], n, eigen, keepsVectors: false);
            foreach (LinearAlgebraBackend native in natives)
            {
                var otherGram = new double[n * n];
                native.Gram(rows, n, otherGram);
                Near(gram, otherGram);
                double[] otherFactor = OnlyLower(gram, n);
                Assert.True(native.TryCholesky(otherFactor, n));
                Near(factor, otherFactor);
                var otherEigen = new double[n];
                native.SymmetricEigen(OnlyLower(symmetric, n), n, otherEigen, keepsVectors: false);
                Near(eigen, otherEigen);
            }
        }
    }

    [Fact]
    public void Backends_Best_IsTheFirstAndManagedTheLast()
    {
        IReadOnlyList<LinearAlgebraBackend> all = LinearAlgebraBackend.Available();

        Assert.Equal(all[0].Name, LinearAlgebraBackend.Best().Name);
        Assert.Same(LinearAlgebraBackend.Managed, all[^1]);
        Assert.Equal("managed", all[^1].Name);
    }

    private static double[] Values(double[] matrix)
    {
        var values = new double[(int)Math.Sqrt(matrix.Length)];
        LinearAlgebraBackend.Managed.SymmetricEigen(matrix, values.Length, values, keepsVectors: true);
        return values;
    }

    private static double[] Symmetric(int n, double scale)
    {
        double[] values = Matrices.Normals(n * n, 6);
        var matrix = new double[n * n];
        for (int i = 0; i < n * n; i++)
        {
            matrix[i] = scale * (values[i] + values[(i % n * n) + (i / n)]);
        }

        return matrix;
    }

    // What is above the diagonal must not be read.
    private static double[] OnlyLower(double[] matrix, int n) =>
        [.. matrix.Select((value, i) => i % n <= i / n ? value : double.NaN)];

    private static void Near(double[] expected, double[] actual)
    {
        double tolerance = 1e-12 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
