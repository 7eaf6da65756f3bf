using Praxis.Motion;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>Made errors against their bounds, and their gradients against finite differences.</summary>
public sealed unsafe class MadeErrorsTests
{
    private const int Nodes = 3;
    private const int Samples = 2;
    private const int Observed = 2;
    private const int Future = 5;
    private static readonly float[] Deviations = [.5f, 1, 2];
    private static readonly float[] Shares = [.7f, 1.3f];

    [Theory]
    [InlineData(nameof(ErrorAugmentation.Gan), 1)]
    [InlineData(nameof(ErrorAugmentation.MaxMin), .4)]
    [InlineData(nameof(ErrorAugmentation.Residual), .4)]
    public void Back_RandomWaves_IsTheFiniteDifference(string variant, double realScale)
    {
        using var geometry = new WindowGeometry(Observed, Future, 4);
        var shape = new MadeErrors(Enum.Parse<ErrorAugmentation>(variant), Deviations, geometry);
        float[] waves = Random(geometry, 1, 1);
        float[] real = Random(geometry, 2, realScale);
        float[] weights = Random(geometry, 3, 1);
        float[] gradient = [.. weights];
        fixed (float* w = waves, r = real, g = gradient)
        {
            shape.Back(w, r, Shares, g);
        }

        for (int i = 0; i < waves.Length; i++)
        {
            if (waves[i] == 0)
            {
                continue;
            }

            const float Step = 1e-2f;
            double difference = (Along(shape, waves, real, weights, i, Step)
                - Along(shape, waves, real, weights, i, -Step)) / (2 * Step);
            Assert.Equal(difference, gradient[i], 2e-3 * (1 + Math.Abs(difference)));
        }
    }

    [Theory]
    [InlineData(nameof(ErrorAugmentation.Gan))]
    [InlineData(nameof(ErrorAugmentation.MaxMin))]
    [InlineData(nameof(ErrorAugmentation.Residual))]
    public void Make_LargeErrors_AreCutAtThreeDeviationsAndHaveNoGradientThere(string variant)
    {
        using var geometry = new WindowGeometry(Observed, Future, 4);
        ErrorAugmentation kind = Enum.Parse<ErrorAugmentation>(variant);
        var shape = new MadeErrors(kind, Deviations, geometry);
        float[] waves = Random(geometry, 4, 3);
        float[] real = Random(geometry, 5, 20);
        var errors = new float[waves.Length];
        var gradient = new float[waves.Length];
        Array.Fill(gradient, 1f);
        fixed (float* w = waves, r = real, e = errors, g = gradient)
        {
            shape.Make(w, r, Shares, e);
            shape.Back(w, r, Shares, g);
        }

        int row = Samples * geometry.PaddedLength;
        Assert.All(Enumerable.Range(0, errors.Length), i =>
            Assert.InRange(Math.Abs(errors[i]), 0, 3 * Deviations[i / row]));
        int[] cut = [.. Enumerable.Range(0, errors.Length).Where(i => Math.Abs(errors[i]) == 3 * Deviations[i / row])];
        Assert.Equal(kind != ErrorAugmentation.Gan, cut.Length > 0);
        if (kind == ErrorAugmentation.Residual)
        {
            Assert.All(cut, i => Assert.Equal(0f, gradient[i]));
        }
    }

    [Fact]
    public void Make_MaxMin_HasTheDrawnShareOfTheRealNorm()
    {
        using var geometry = new WindowGeometry(Observed, Future, 4);
        var shape = new MadeErrors(ErrorAugmentation.MaxMin, Deviations, geometry);
        float[] waves = Random(geometry, 6, 1);
        float[] real = Random(geometry, 7, .3);
        var errors = new float[waves.Length];
        fixed (float* w = waves, r = real, e = errors)
        {
            shape.Make(w, r, Shares, e);
        }

        for (int sample = 0; sample < Samples; sample++)
        {
            Assert.Equal(Shares[sample], Norm(geometry, errors, sample) / Norm(geometry, real, sample), 1e-5);
        }
    }

    [Fact]
    public void AddUnsteadiness_RandomErrors_IsTheFiniteDifference()
    {
        using var geometry = new WindowGeometry(Observed, Future, 4);
        var shape = new MadeErrors(ErrorAugmentation.MaxMin, Deviations, geometry);
        float[] errors = Random(geometry, 8, 1);
        var gradient = new float[errors.Length];
        fixed (float* e = errors, g = gradient)
        {
            shape.AddUnsteadiness(e, Samples, .25f, g);
        }

        for (int i = 0; i < errors.Length; i++)
        {
            if (errors[i] == 0)
            {
                continue;
            }

            const float Step = 1e-2f;
            float kept = errors[i];
            errors[i] = kept + Step;
            double above = Unsteadiness(geometry, errors);
            errors[i] = kept - Step;
            double difference = .25 * (above - Unsteadiness(geometry, errors)) / (2 * Step);
            errors[i] = kept;
            Assert.Equal(difference, gradient[i], 1e-4);
        }
    }

    private static double Unsteadiness(WindowGeometry geometry, float[] errors)
    {
        double sum = 0;
        for (int row = 0; row < Nodes * Samples; row++)
        {
            double before = 0;
            for (int frame = 0; frame < Future; frame++)
            {
                double value = errors[(row * geometry.PaddedLength) + Observed + frame];
                sum += (value - before) * (value - before);
                before = value;
            }
        }

        return sum;
    }

    private static double Norm(WindowGeometry geometry, float[] values, int sample)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += i / geometry.PaddedLength % Samples == sample ? values[i] * (double)values[i] : 0;
        }

        return Math.Sqrt(sum);
    }

    private static double Along(
        MadeErrors shape, float[] waves, float[] real, float[] weights, int place, float step)
    {
        float[] moved = [.. waves];
        moved[place] += step;
        var errors = new float[waves.Length];
        fixed (float* w = moved, r = real, e = errors)
        {
            shape.Make(w, r, Shares, e);
        }

        double sum = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            sum += errors[i] * (double)weights[i];
        }

        return sum;
    }

    // Numbers in foretold frames, zero elsewhere.
    private static float[] Random(WindowGeometry geometry, ulong item, double scale)
    {
        var random = new RandomStream(17, item);
        var values = new float[Nodes * Samples * geometry.PaddedLength];
        for (int row = 0; row < Nodes * Samples; row++)
        {
            for (int frame = 0; frame < Future; frame++)
            {
                values[(row * geometry.PaddedLength) + Observed + frame] =
                    (float)(scale * NormalDistribution.Sample(random));
            }
        }

        return values;
    }
}
