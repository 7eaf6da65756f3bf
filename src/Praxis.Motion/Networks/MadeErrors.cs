namespace Praxis.Motion;

/// <summary>Turns the generator's waves into errors within bounds, and gradients back.</summary>
/// <remarks>
/// V1 and V3: 3σ tanh(w / 3). V2: that, stretched to ρ times the norm of the real error of the sample. V4: the real
/// error + 0.3σ tanh(w). All are kept within 3σ of the node; what is cut there has no gradient. Source:
/// docs/methods/arnet.md. All arrays of frames are [nodes, samples, padded length].
/// </remarks>
/// <param name="variant">How errors are made.</param>
/// <param name="deviations">σ by node.</param>
/// <param name="geometry">The window.</param>
internal sealed unsafe class MadeErrors(ErrorAugmentation variant, float[] deviations, WindowGeometry geometry)
{
    private const float ResidualShare = 0.3f;
    private const float Reach = 3;
    private const double Tiny = 1e-12;
    private readonly bool _isResidual = variant == ErrorAugmentation.Residual;
    private readonly int _length = geometry.PaddedLength;

    /// <summary>Whether made errors are stretched to a drawn share of the real error's norm.</summary>
    internal bool IsStretched { get; } = variant == ErrorAugmentation.MaxMin;

    /// <summary>Makes errors.</summary>
    /// <param name="waves">What the generator gives; zero outside foretold frames.</param>
    /// <param name="real">The real errors that V4 begins with and V2 is measured by.</param>
    /// <param name="shares">ρ of each sample, for V2.</param>
    /// <param name="errors">Receives the errors.</param>
    /// <returns>Sums of squares of made and of real errors.</returns>
    internal (double Made, double Real) Make(float* waves, float* real, ReadOnlySpan<float> shares, float* errors)
    {
        int samples = shares.Length;
        double madeSum = 0;
        double realSum = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            float stretch = IsStretched ? Stretch(waves, real, shares[sample], sample, samples).Factor : 1;
            for (int node = 0; node < deviations.Length; node++)
            {
                float bound = Reach * deviations[node];
                nint place = Place(node, sample, samples);
                for (nint i = place; i < place + _length; i++)
                {
                    float bent = _isResidual ? real[i] + Bend(waves[i], node) : stretch * Bend(waves[i], node);
                    errors[i] = Math.Clamp(bent, -bound, bound);
                    madeSum += errors[i] * errors[i];
                    realSum += real[i] * real[i];
                }
            }
        }

        return (madeSum, realSum);
    }

    /// <summary>The gradient by errors to that by the waves, in place.</summary>
    /// <param name="waves">As for <see cref="Make"/>.</param>
    /// <param name="real">As for <see cref="Make"/>.</param>
    /// <param name="shares">As for <see cref="Make"/>.</param>
    /// <param name="gradient">By errors; receives that by waves.</param>
    internal void Back(float* waves, float* real, ReadOnlySpan<float> shares, float* gradient)
    {
        int samples = shares.Length;
        for (int sample = 0; sample < samples; sample++)
        {
            (float stretch, double norm) = IsStretched
                ? Stretch(waves, real, shares[sample], sample, samples)
                : (1, 1);
            double along = ClearCut(waves, real, gradient, stretch, sample, samples);
            float share = IsStretched ? (float)(along / (norm * norm)) : 0;
            for (int node = 0; node < deviations.Length; node++)
            {
                nint place = Place(node, sample, samples);
                for (nint i = place; i < place + _length; i++)
                {
                    float tangent = MathF.Tanh(_isResidual ? waves[i] : waves[i] / Reach);
                    float slope = (_isResidual ? ResidualShare : 1) * deviations[node] * (1 - (tangent * tangent));
                    gradient[i] = stretch * (gradient[i] - (share * Bend(waves[i], node))) * slope;
                }
            }
        }
    }

    /// <summary>Adds the gradient of weight · Σ (êₜ − êₜ₋₁)² over foretold frames; ê is zero at the last observed
    /// one.</summary>
    /// <param name="errors">ê.</param>
    /// <param name="samples">Samples of the shard.</param>
    /// <param name="weight">The penalty's weight.</param>
    /// <param name="gradient">Is added to.</param>
    internal void AddUnsteadiness(float* errors, int samples, float weight, float* gradient)
    {
        for (int row = 0; row < deviations.Length * samples; row++)
        {
            nint place = ((nint)row * _length) + geometry.Observed;
            for (nint i = place; i < place + geometry.Future; i++)
            {
                float before = i > place ? errors[i - 1] : 0;
                float slope = errors[i] - before;
                if (i + 1 < place + geometry.Future)
                {
                    slope -= errors[i + 1] - errors[i];
                }

                gradient[i] += 2 * weight * slope;
            }
        }
    }

    private nint Place(int node, int sample, int samples) => (((nint)node * samples) + sample) * _length;

    private float Bend(float wave, int node) => _isResidual
        ? ResidualShare * deviations[node] * MathF.Tanh(wave)
        : Reach * deviations[node] * MathF.Tanh(wave / Reach);

    // What makes the bent waves of a sample ρ times as long as its real error, and their length before.
    private (float Factor, double Norm) Stretch(float* waves, float* real, float share, int sample, int samples)
    {
        double bentSum = 0;
        double realSum = 0;
        for (int node = 0; node < deviations.Length; node++)
        {
            nint place = Place(node, sample, samples);
            for (nint i = place; i < place + _length; i++)
            {
                double bent = Bend(waves[i], node);
                bentSum += bent * bent;
                realSum += real[i] * real[i];
            }
        }

        double norm = Math.Sqrt(Math.Max(bentSum, Tiny));
        return ((float)(share * Math.Sqrt(realSum) / norm), norm);
    }

    // No gradient where errors were cut; gives the rest's part along the bent waves.
    private double ClearCut(float* waves, float* real, float* gradient, float stretch, int sample, int samples)
    {
        double along = 0;
        for (int node = 0; node < deviations.Length; node++)
        {
            float bound = Reach * deviations[node];
            nint place = Place(node, sample, samples);
            for (nint i = place; i < place + _length; i++)
            {
                float bent = Bend(waves[i], node);
                if (Math.Abs(_isResidual ? real[i] + bent : stretch * bent) > bound)
                {
                    gradient[i] = 0;
                }

                along += gradient[i] * bent;
            }
        }

        return along;
    }
}
