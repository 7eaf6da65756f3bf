using System.Numerics;

namespace Praxis.Torch;

/// <summary>AdamW in one pass over memory: decay, both moments and the step together.</summary>
/// <remarks>
/// Loshchilov and Hutter (2019), algorithm 2, with the bias corrections of Kingma and Ba (2015); equal to PyTorch's
/// AdamW up to rounding. Every element is updated by itself, so the result does not depend on the number of threads.
/// </remarks>
internal sealed class AdamW
{
    private const int BlockLength = 1 << 15;
    private const float Epsilon = 1e-8f;
    private readonly TrainingOptions _options;
    private readonly (int Parameter, int Start, int Length)[] _blocks;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly ParallelOptions _parallel;

    internal AdamW(IReadOnlyList<Parameter> parameters, TrainingOptions options, int threadCount)
    {
        _parameters = parameters;
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        var blocks = new List<(int Parameter, int Start, int Length)>();
        for (int i = 0; i < parameters.Count; i++)
        {
            int length = parameters[i].Gradient.Length;
            for (int start = 0; start < length; start += BlockLength)
            {
                blocks.Add((i, start, Math.Min(BlockLength, length - start)));
            }
        }

        _blocks = [.. blocks];
    }

    /// <summary>Applies the gradients.</summary>
    /// <param name="stepNumber">The step over the whole training, from 1.</param>
    /// <returns>False when the gradient is not finite; nothing is changed then.</returns>
    internal bool Apply(long stepNumber)
    {
        double squaredNorm = SquaredGradientNorm();
        if (!double.IsFinite(squaredNorm))
        {
            return false;
        }

        double norm = Math.Sqrt(squaredNorm);
        double clip = _options.GradientClip;
        float scale = clip > 0 && norm > clip ? (float)(clip / norm) : 1f;
        double rate = _options.LearningRate * Math.Min(1.0, stepNumber / (double)Math.Max(1, _options.WarmupSteps));
        var terms = new Terms(
            scale,
            (float)_options.Beta1,
            (float)_options.Beta2,
            (float)(1.0 - (rate * _options.WeightDecay)),
            (float)(rate / (1.0 - Math.Pow(_options.Beta1, stepNumber))),
            (float)(1.0 / Math.Sqrt(1.0 - Math.Pow(_options.Beta2, stepNumber))));
        Parallel.For(0, _blocks.Length, _parallel, index => Update(_blocks[index], terms));
        return true;
    }

    // Sums inside fixed blocks, then over the blocks in order: the same bits at any number of threads.
    private double SquaredGradientNorm()
    {
        var sums = new double[_blocks.Length];
        Parallel.For(0, _blocks.Length, _parallel, index =>
        {
            (int parameter, int start, int length) = _blocks[index];
            ReadOnlySpan<float> gradient = _parameters[parameter].Gradient.AsSpan(start, length);
            var sum = Vector<float>.Zero;
            int i = 0;
            for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
            {
                var part = new Vector<float>(gradient[i..]);
                sum += part * part;
            }

            double total = Vector.Sum(sum);
            for (; i < length; i++)
            {
                total += gradient[i] * (double)gradient[i];
            }

            sums[index] = total;
        });
        double norm = 0;
        foreach (double sum in sums)
        {
            norm += sum;
        }

        return norm;
    }

    private void Update((int Parameter, int Start, int Length) block, Terms terms)
    {
        Parameter parameter = _parameters[block.Parameter];
        Span<float> value = parameter.Values.Slice(block.Start, block.Length);
        Span<float> gradient = parameter.Gradient.AsSpan(block.Start, block.Length);
        Span<float> first = parameter.FirstMoment.AsSpan(block.Start, block.Length);
        Span<float> second = parameter.SecondMoment.AsSpan(block.Start, block.Length);
        int i = 0;
        var epsilon = new Vector<float>(Epsilon);
        for (; i + Vector<float>.Count <= block.Length; i += Vector<float>.Count)
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

        for (; i < block.Length; i++)
        {
            float g = gradient[i] * terms.GradientScale;
            first[i] = (first[i] * terms.Beta1) + (g * (1 - terms.Beta1));
            second[i] = (second[i] * terms.Beta2) + (g * g * (1 - terms.Beta2));
            float divisor = (MathF.Sqrt(second[i]) * terms.SecondCorrection) + Epsilon;
            value[i] = (value[i] * terms.Decay) - (first[i] / divisor * terms.Rate);
        }
    }

    private readonly record struct Terms(
        float GradientScale, float Beta1, float Beta2, float Decay, float Rate, float SecondCorrection);
}
