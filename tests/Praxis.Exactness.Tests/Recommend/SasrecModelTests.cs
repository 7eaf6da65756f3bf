using System.Runtime.InteropServices;
using Praxis.Recommend;
using TorchSharp;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class SasrecModelTests
{
    private static readonly SasrecOptions Options = new() { Width = 12, HeadCount = 2, LayerCount = 2, MaxLength = 40 };

    [Fact]
    public void Encode_OneUserAtATime_IsEqual()
    {
        using var model = new SasrecModel(Options, seed: 3);
        SequenceBatch batch = SequenceBatches.Random(11, [7, 1, 40, 16], 60);
        float[] rows = SequenceBatches.Floats(12, batch.TokenCount * Options.Width, 0.3);
        float[] together = Encode(model, batch, rows);
        for (int user = 0; user < batch.UserCount; user++)
        {
            (int start, int end) = (batch.Offsets[user], batch.Offsets[user + 1]);
            var alone = new SequenceBatch(
                [0, end - start], batch.Items[start..end], batch.Times[start..end], batch.NextTimes[start..end], []);
            float[] single = Encode(model, alone, rows[(start * Options.Width)..(end * Options.Width)]);
            for (int i = 0; i < single.Length; i++)
            {
                Assert.Equal(single[i], together[(start * Options.Width) + i], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(39)]
    public void Encode_ChangedEvent_ChangesNothingBeforeIt(int changed)
    {
        using var model = new SasrecModel(Options, seed: 4);
        SequenceBatch batch = SequenceBatches.Random(13, [40], 60);
        float[] rows = SequenceBatches.Floats(14, batch.TokenCount * Options.Width, 0.3);
        float[] before = Encode(model, batch, rows);
        for (int c = 0; c < Options.Width; c += 2)
        {
            rows[(changed * Options.Width) + c] += 1f;
        }

        float[] after = Encode(model, batch, rows);
        for (int i = 0; i < changed * Options.Width; i++)
        {
            Assert.Equal(before[i], after[i], 1e-6);
        }

        Assert.NotEqual(before[changed * Options.Width], after[changed * Options.Width], 1e-4);
    }

    [Fact]
    public void Encode_OtherTimes_ChangeNothing()
    {
        using var model = new SasrecModel(Options, seed: 5);
        SequenceBatch batch = SequenceBatches.Random(15, [9, 30], 60);
        float[] rows = SequenceBatches.Floats(16, batch.TokenCount * Options.Width, 0.3);
        var later = new SequenceBatch(
            batch.Offsets,
            batch.Items,
            [.. batch.Times.Select(time => time * 2)],
            [.. batch.NextTimes.Select(time => time * 3)],
            []);
        Assert.Equal(Encode(model, batch, rows), Encode(model, later, rows));
    }

    private static float[] Encode(SasrecModel model, SequenceBatch batch, float[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor output = model.Encode(torch.tensor(rows, [batch.TokenCount, Options.Width]), batch, null);
        return MemoryMarshal.Cast<byte, float>(output.contiguous().bytes).ToArray();
    }
}
