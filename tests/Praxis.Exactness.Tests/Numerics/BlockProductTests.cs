using Praxis.Exactness.Tests.Recommend;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class BlockProductTests
{
    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(16, 48, 7)]
    [InlineData(13, 64, 50)]
    [InlineData(9, 144, 33)]
    [InlineData(8, 80, 64)]
    [InlineData(75, 128, 75)]
    [InlineData(15, 32, 600)]
    public unsafe void Add_AnyShapeAndBothStrides_IsTheTripleLoop(int m, int n, int k)
    {
        float[] a = SequenceBatches.Floats(1, m * k, 1);
        float[] b = SequenceBatches.Floats(2, k * n, 1);
        float[] start = SequenceBatches.Floats(3, m * n, 1);
        float[] plain = [.. start];
        float[] transposed = [.. start];
        float[] across = new float[m * k];
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                across[(p * m) + i] = a[(i * k) + p];
            }
        }

        fixed (float* pa = a, pt = across, pb = b, pc = plain, pd = transposed)
        {
            BlockProduct.Add(pa, k, 1, pb, n, m, n, k, pc, n);
            BlockProduct.Add(pt, 1, m, pb, n, m, n, k, pd, n);
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = start[(i * n) + j];
                for (int p = 0; p < k; p++)
                {
                    sum += a[(i * k) + p] * (double)b[(p * n) + j];
                }

                Assert.Equal(sum, plain[(i * n) + j], 1e-5 * k);
                Assert.Equal(plain[(i * n) + j], transposed[(i * n) + j]);
            }
        }
    }

    [Theory]
    [InlineData(1, 16, 3)]
    [InlineData(11, 32, 20)]
    [InlineData(12, 16, 20)]
    [InlineData(75, 144, 75)]
    [InlineData(14, 64, 512)]
    [InlineData(14, 64, 513)]
    public unsafe void Add_NarrowAndWideRegistersAndWideRowsOfB_HaveTheSameBits(int m, int n, int k)
    {
        int stride = n + (2 * BlockProduct.Lanes);
        float[] a = SequenceBatches.Floats(4, m * k, 1);
        float[] b = SequenceBatches.Floats(5, k * stride, 1);
        float[] dispatched = SequenceBatches.Floats(6, m * n, 1);
        float[] narrow = [.. dispatched];
        float[] byRow = [.. dispatched];
        fixed (float* pa = a, pb = b, pd = dispatched, pn = narrow, pr = byRow)
        {
            BlockProduct.Add(pa, k, 1, pb, stride, m, n, k, pd, n);
            NarrowBlockProduct.Add(pa, k, 1, pb, stride, m, n, k, pn, n);
            for (int row = 0; row < m; row++)
            {
                NarrowBlockProduct.Add(pa + (row * k), k, 1, pb, stride, 1, n, k, pr + (row * n), n);
            }
        }

        Assert.Equal(dispatched, narrow);
        Assert.Equal(dispatched, byRow);
    }
}
