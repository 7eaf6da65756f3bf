using System.Numerics;

namespace Praxis.Torch;

/// <summary>The numbers of one optimiser step that all elements share.</summary>
/// <param name="GradientScale">Factor of the gradient; below one when it is clipped.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Decay">1 − rate × weight decay.</param>
/// <param name="Rate">The rate over the bias correction of the first moment.</param>
/// <param name="SecondCorrection">One over the square root of the bias correction of the second moment.</param>
internal readonly record struct AdamWTerms(
    float GradientScale, float Beta1, float Beta2, float Decay, float Rate, float SecondCorrection)
{
    /// <summary>The terms of a step, from 1.</summary>
    internal static AdamWTerms Of(TrainingOptions options, long stepNumber, float gradientScale)
    {
        double rate = RateOf(options, stepNumber);
        return new AdamWTerms(
            gradientScale,
            (float)options.Beta1,
            (float)options.Beta2,
            (float)(1.0 - (rate * options.WeightDecay)),
            (float)(rate / (1.0 - Math.Pow(options.Beta1, stepNumber))),
            (float)(1.0 / Math.Sqrt(1.0 - Math.Pow(options.Beta2, stepNumber))));
    }

    /// <summary>The learning rate of a step, from 1.</summary>
    internal static double RateOf(TrainingOptions options, long stepNumber)
    {
        double rate = options.LearningRate * Math.Min(1.0, stepNumber / (double)Math.Max(1, options.WarmupSteps));
        if (options.DecaySteps == 0)
        {
            return rate;
        }

        double done = Math.Min(1.0, stepNumber / (double)options.DecaySteps);
        return rate * (options.FinalRate + ((1 - options.FinalRate) * (1 + Math.Cos(Math.PI * done)) / 2));
    }
}

/// <summary>AdamW on runs of elements.</summary>
internal static class AdamWKernel
{
    private const float Epsilon = 1e-8f;

    /// <summary>Decay, both moments and the step of each element.</summary>
    internal static void Update(
        Span<float> value, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, AdamWTerms terms)
    {
        int i = 0;
        var epsilon = new Vector<float>(Epsilon);
        for (; i + Vector<float>.Count <= value.Length; i += Vector<float>.Count)
        {
            Vector<float> g = new Vector<float>(gradient[i..]) * terms.GradientScale;
            Vector<float> m = (new Vector<float>(first[i..]) * terms.Beta1) + (g * (1 - terms.Beta1));
            Vector<float> v = (new Vector<float>(second[i..]) * terms.Beta2) + (g * g * (1 - terms.Beta2));
            Vector<float> divisor = (Vector.SquareRoot(v) * terms.SecondCorrection) + epsilon;
            Vector<float> x = (new Vector<float>(value[i..]) * terms.Decay) - (m / divisor * terms.Rate);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            x.CopyTo(value[i..]);
        }

        for (; i < value.Length; i++)
        {
            float g = gradient[i] * terms.GradientScale;
            first[i] = (first[i] * terms.Beta1) + (g * (1 - terms.Beta1));
            second[i] = (second[i] * terms.Beta2) + (g * g * (1 - terms.Beta2));
            float divisor = (MathF.Sqrt(second[i]) * terms.SecondCorrection) + Epsilon;
            value[i] = (value[i] * terms.Decay) - (first[i] / divisor * terms.Rate);
        }
    }

    /// <summary>The same with one second moment for the whole row: the mean of the squared gradient.</summary>
    internal static void UpdateRow(
        Span<float> value, ReadOnlySpan<float> gradient, Span<float> first, ref float second, AdamWTerms terms)
    {
        double squares = SquaredNorm(gradient) * terms.GradientScale * terms.GradientScale;
        second = (second * terms.Beta2) + ((float)(squares / gradient.Length) * (1 - terms.Beta2));
        float rate = terms.Rate / ((MathF.Sqrt(second) * terms.SecondCorrection) + Epsilon);
        for (int i = 0; i < value.Length; i++)
        {
            first[i] = (first[i] * terms.Beta1) + (gradient[i] * terms.GradientScale * (1 - terms.Beta1));
            value[i] = (value[i] * terms.Decay) - (first[i] * rate);
        }
    }

    /// <summary>Sum of squares, lane by lane.</summary>
    internal static double SquaredNorm(ReadOnlySpan<float> gradient)
    {
        var sum = Vector<float>.Zero;
        int i = 0;
        for (; i + Vector<float>.Count <= gradient.Length; i += Vector<float>.Count)
        {
            var part = new Vector<float>(gradient[i..]);
            sum += part * part;
        }

        double total = Vector.Sum(sum);
        for (; i < gradient.Length; i++)
        {
            total += gradient[i] * (double)gradient[i];
        }

        return total;
    }
}
