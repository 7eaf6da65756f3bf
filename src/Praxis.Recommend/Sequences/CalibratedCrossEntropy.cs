namespace Praxis.Recommend;

/// <summary>Generalised binary cross-entropy (gBCE): -(β log σ(s⁺) + Σ log(1 - σ(s⁻))) / (1 + K).</summary>
/// <remarks>
/// Petrov and Macdonald (RecSys 2023, arXiv 2308.07192), eq. (12) and (15): with α = K / (items - 1), the share of
/// negatives that are drawn, β = α (t (1 - 1/α) + 1/α). t = 0 is plain binary cross-entropy (β = 1); t = 1 (β = α)
/// takes back the overconfidence that drawing few negatives brings.
/// </remarks>
internal sealed class CalibratedCrossEntropy : ICandidateLoss
{
    private readonly double _power;

    /// <summary>Makes the loss.</summary>
    /// <param name="negativeCount">K, at least 1.</param>
    /// <param name="itemCount">Items of the catalogue, at least 2.</param>
    /// <param name="calibration">t, in [0, 1].</param>
    internal CalibratedCrossEntropy(int negativeCount, int itemCount, double calibration) =>
        _power = Power(negativeCount, itemCount, calibration);

    /// <summary>β. With as many draws as other items, or more, nothing is left to calibrate and it is 1.</summary>
    internal static double Power(int negativeCount, int itemCount, double calibration)
    {
        double share = Math.Min(1.0, negativeCount / (double)(itemCount - 1));
        return share * ((calibration * (1 - (1 / share))) + (1 / share));
    }

    /// <inheritdoc/>
    public double Slopes(ReadOnlySpan<float> logits, Span<float> slopes, float factor)
    {
        double scale = 1.0 / logits.Length;
        double loss = _power * SoftPlus(-logits[0]);
        slopes[0] = (float)(-_power * Sigmoid(-logits[0]) * scale * factor);
        for (int k = 1; k < logits.Length; k++)
        {
            bool counts = logits[k] > float.NegativeInfinity;
            loss += counts ? SoftPlus(logits[k]) : 0;
            slopes[k] = counts ? (float)(Sigmoid(logits[k]) * scale * factor) : 0f;
        }

        return loss * scale;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    // ln(1 + eˣ) without overflow.
    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
