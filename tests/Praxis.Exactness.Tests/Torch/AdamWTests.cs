using System.Runtime.InteropServices;
using Praxis.Exactness.Tests.Recommend;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Exactness.Tests.Torch;

public sealed class AdamWTests
{
    [Theory]
    [InlineData(0.0, 7)]
    [InlineData(0.1, 100_003)]
    public void Apply_TenSteps_IsPyTorchsAdamW(double weightDecay, int length)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] values = SequenceBatches.Floats(1, length, 1);
        using var own = new Parameter("x", [length], values);
        var optimizer = new AdamW(
            [own],
            new TrainingOptions { Metric = "x", LearningRate = 0.01, WeightDecay = weightDecay },
            threadCount: 2);
        using var theirs = new TorchSharp.Modules.Parameter(torch.tensor(values));
        torch.optim.Optimizer reference = torch.optim.AdamW([theirs], 0.01, 0.9, 0.98, 1e-8, weightDecay);
        for (int step = 1; step <= 10; step++)
        {
            SequenceBatches.Floats((ulong)step + 10, length, 0.1).CopyTo(own.Gradient, 0);
            Assert.True(optimizer.Apply(step));
            theirs.grad = torch.tensor(own.Gradient);
            reference.step();
        }

        float[] expected = MemoryMarshal.Cast<byte, float>(theirs.bytes).ToArray();
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(expected[i], own.Values[i], 2e-6);
        }
    }

    [Fact]
    public void Apply_GradientNotFinite_ChangesNothing()
    {
        using var parameter = new Parameter("x", [3], [1f, 2f, 3f]);
        parameter.Gradient[1] = float.NaN;
        Assert.False(new AdamW([parameter], new TrainingOptions { Metric = "x" }, 1).Apply(1));
        Assert.Equal([1f, 2f, 3f], parameter.Values.ToArray());
    }

    [Fact]
    public void Apply_GradientAboveTheClip_IsScaledToIt()
    {
        using var clipped = new Parameter("x", [2], [0f, 0f]);
        using var scaled = new Parameter("x", [2], [0f, 0f]);
        clipped.Gradient[0] = 30f;
        clipped.Gradient[1] = 40f;
        scaled.Gradient[0] = 0.6f;
        scaled.Gradient[1] = 0.8f;
        var options = new TrainingOptions { Metric = "x", GradientClip = 1 };
        new AdamW([clipped], options, 1).Apply(1);
        new AdamW([scaled], options, 1).Apply(1);
        Assert.Equal(scaled.FirstMoment, clipped.FirstMoment, (a, b) => Math.Abs(a - b) < 1e-7f);
    }
}
