using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Normalised power spectrum similarity (NPSS): how far the rhythm of predictions is from the truth; 0 is
/// equal.</summary>
/// <remarks>Gopalakrishnan et al. (2019), A Neural Temporal Model for Human Motion Prediction. Meant for a second and
/// more, where frame by frame errors say little.</remarks>
public static class PowerSpectrumSimilarity
{
    // Part of the whole power, by Parseval's sum, below which a frequency has rounding only.
    private const double Rounding = 1e-24;

    /// <summary>The measure over sequences.</summary>
    /// <param name="predicted">Sequences of [frames, features].</param>
    /// <param name="truth">As many of the same shapes.</param>
    /// <param name="realPartOnly">Whether only the real part of the transform is squared, as a widespread
    /// implementation does by mistake; for comparison with its tables. The default is the full power.</param>
    /// <returns>Σ w EMD / Σ w over sequences i and features j, with w_ij the true power: not negative; 0 where the
    /// truth is zero throughout.</returns>
    /// <exception cref="ArgumentException">Counts or shapes differ.</exception>
    /// <remarks>Power over all frequencies of the discrete Fourier transform, the constant part among them, is brought
    /// to sum 1; EMD_ij = Σ_f |cumsum P - cumsum P̂|, the earth mover's distance. O(frames² features).</remarks>
    public static double Of(
        IReadOnlyList<PoseMatrix> predicted, IReadOnlyList<PoseMatrix> truth, bool realPartOnly = false)
    {
        Check.Length(predicted.Count, truth.Count);
        double weighted = 0;
        double weights = 0;
        for (int i = 0; i < truth.Count; i++)
        {
            Check.Length(predicted[i].FrameCount, truth[i].FrameCount);
            Check.Length(predicted[i].NodeCount, truth[i].NodeCount);
            for (int feature = 0; feature < truth[i].NodeCount; feature++)
            {
                double[] expected = Power(truth[i], feature, realPartOnly);
                double weight = expected.Sum();
                if (weight > 0)
                {
                    weighted += weight * Distance(expected, Power(predicted[i], feature, realPartOnly));
                    weights += weight;
                }
            }
        }

        return weights > 0 ? weighted / weights : 0;
    }

    private static double[] Power(PoseMatrix sequence, int feature, bool realPartOnly)
    {
        int length = sequence.FrameCount;
        var power = new double[length];
        double energy = 0;
        for (int frame = 0; frame < length; frame++)
        {
            energy += length * sequence[frame, feature] * sequence[frame, feature];
        }

        for (int frequency = 0; frequency < length; frequency++)
        {
            double real = 0;
            double imaginary = 0;
            for (int frame = 0; frame < length; frame++)
            {
                // The product is reduced first, so that the angle stays exact for long sequences.
                double angle = 2 * Math.PI * ((long)frequency * frame % length) / length;
                real += sequence[frame, feature] * Math.Cos(angle);
                imaginary -= sequence[frame, feature] * Math.Sin(angle);
            }

            double found = (real * real) + (realPartOnly ? 0 : imaginary * imaginary);
            power[frequency] = found > Rounding * energy ? found : 0;
        }

        return power;
    }

    private static double Distance(double[] expected, double[] found)
    {
        double expectedSum = expected.Sum();
        double foundSum = found.Sum();
        double difference = 0;
        double distance = 0;
        for (int frequency = 0; frequency < expected.Length; frequency++)
        {
            difference += (expected[frequency] / expectedSum) - (foundSum > 0 ? found[frequency] / foundSum : 0);
            distance += Math.Abs(difference);
        }

        return distance;
    }
}
