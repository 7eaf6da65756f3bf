using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Normalised power spectrum similarity (NPSS): how far the rhythm of predictions is from the truth; 0 is
/// equal.</summary>
/// <remarks>Gopalakrishnan et al. (2019), A Neural Temporal Model for Human Motion Prediction. Meant for a second and
/// more, where frame by frame errors say little.</remarks>
public static class PowerSpectrumSimilarity
{
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
        PowerSpectrum? spectrum = null;
        for (int i = 0; i < truth.Count; i++)
        {
            spectrum = spectrum?.Length == truth[i].FrameCount
                ? spectrum
                : new PowerSpectrum(truth[i].FrameCount, realPartOnly);
            (double own, double power) = spectrum.Compare(predicted[i], truth[i]);
            weighted += own;
            weights += power;
        }

        return weights > 0 ? weighted / weights : 0;
    }
}
