using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The power of sequences of one length at all frequencies, and how far two of them are apart.</summary>
internal sealed class PowerSpectrum
{
    // Part of the whole power, by Parseval's sum, below which a frequency has rounding only.
    private const double Rounding = 1e-24;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly bool _realPartOnly;

    internal PowerSpectrum(int length, bool realPartOnly = false)
    {
        _cosines = [.. Enumerable.Range(0, length).Select(i => Math.Cos(2 * Math.PI * i / length))];
        _sines = [.. Enumerable.Range(0, length).Select(i => Math.Sin(2 * Math.PI * i / length))];
        _realPartOnly = realPartOnly;
    }

    /// <summary>Frames of a sequence.</summary>
    internal int Length => _cosines.Length;

    /// <summary>The earth mover's distances of a sequence's features times their true power, summed, and the sum of
    /// that power.</summary>
    internal (double Weighted, double Weight) Compare(PoseMatrix predicted, PoseMatrix truth)
    {
        Check.Length(truth.FrameCount, Length);
        Check.Length(predicted.FrameCount, truth.FrameCount);
        Check.Length(predicted.NodeCount, truth.NodeCount);
        double weighted = 0;
        double weights = 0;
        for (int feature = 0; feature < truth.NodeCount; feature++)
        {
            double[] expected = Power(truth, feature);
            double weight = expected.Sum();
            if (weight > 0)
            {
                weighted += weight * Distance(expected, Power(predicted, feature));
                weights += weight;
            }
        }

        return (weighted, weights);
    }

    private double[] Power(PoseMatrix sequence, int feature)
    {
        int length = Length;
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
                int angle = (int)((long)frequency * frame % length);
                real += sequence[frame, feature] * _cosines[angle];
                imaginary -= sequence[frame, feature] * _sines[angle];
            }

            double found = (real * real) + (_realPartOnly ? 0 : imaginary * imaginary);
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
