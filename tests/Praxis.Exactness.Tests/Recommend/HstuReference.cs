using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>HSTU attention as the formula says, in double precision: the truth for the kernel.</summary>
internal static class HstuReference
{
    /// <summary>O = (SiLU(Q Kᵀ + rab) / N, causal) V for every user and head; rab from p[N - 1 + j - i] and
    /// w[bucket].</summary>
    internal static double[] Forward(double[] z, SequenceBatch batch, double[] position, double[] time, HstuSizes sizes)
    {
        var output = new double[batch.TokenCount * sizes.OutputWidth];
        for (int user = 0; user < batch.UserCount; user++)
        {
            int start = batch.Offsets[user];
            int length = batch.Offsets[user + 1] - start;
            for (int head = 0; head < sizes.HeadCount; head++)
            {
                for (int i = 0; i < length; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double score = position[sizes.Normaliser - 1 + j - i]
                            + time[TimeBuckets.ByFormula(batch.NextTimes[start + i] - batch.Times[start + j])];
                        for (int c = 0; c < sizes.KeyWidth; c++)
                        {
                            score += z[((start + i) * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth) + c]
                                * z[((start + j) * sizes.RowWidth) + sizes.KeyStart + (head * sizes.KeyWidth) + c];
                        }

                        double weight = score / (1 + Math.Exp(-score)) / sizes.Normaliser;
                        for (int c = 0; c < sizes.ValueWidth; c++)
                        {
                            output[((start + i) * sizes.OutputWidth) + (head * sizes.ValueWidth) + c] += weight
                                * z[((start + j) * sizes.RowWidth) + sizes.ValueStart + (head * sizes.ValueWidth) + c];
                        }
                    }
                }
            }
        }

        return output;
    }
}
