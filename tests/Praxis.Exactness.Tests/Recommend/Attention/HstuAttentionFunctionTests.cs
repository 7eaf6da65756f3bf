using Praxis.Recommend;
using TorchSharp;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class HstuAttentionFunctionTests
{
    [Theory]
    [InlineData(1, 1, 8, 33)]
    [InlineData(2, 2, 16, 50)]
    [InlineData(3, 3, 5, 7)]
    public void Apply_TorchComposite_HasEqualValuesAndGradients(ulong seed, int heads, int width, int length)
    {
        var sizes = new HstuSizes(heads, width, width, length + 2);
        SequenceBatch batch = SequenceBatches.Random(seed, [length], 50);
        using var scope = torch.NewDisposeScope();
        torch.Tensor z = Random(seed, length * sizes.RowWidth).reshape(length, sizes.RowWidth).requires_grad_(true);
        torch.Tensor position = Random(seed + 1, sizes.Normaliser).requires_grad_(true);
        torch.Tensor time = Random(seed + 2, TimeBuckets.Count).requires_grad_(true);
        torch.Tensor weights = Random(seed + 3, length * sizes.OutputWidth).reshape(length, sizes.OutputWidth);
        using var workspaces = new AttentionWorkspaces();
        var call = new HstuAttentionFunction.Call(
            new AttentionRows(batch.Offsets, times: batch.Times, rowTimes: batch.NextTimes), sizes, workspaces);

        torch.Tensor found = HstuAttentionFunction.apply(z, position, time, call);
        IList<torch.Tensor> foundGradients = torch.autograd.grad([(found * weights).sum()], [z, position, time]);
        torch.Tensor expected = Composite(z, position, time, batch, sizes);
        IList<torch.Tensor> expectedGradients =
            torch.autograd.grad([(expected * weights).sum()], [z, position, time]);

        AssertClose(expected, found);
        foreach ((torch.Tensor truth, torch.Tensor gradient) in expectedGradients.Zip(foundGradients))
        {
            AssertClose(truth, gradient);
        }
    }

    private static torch.Tensor Composite(
        torch.Tensor z, torch.Tensor position, torch.Tensor time, SequenceBatch batch, HstuSizes sizes)
    {
        int n = batch.TokenCount;
        long[] places = [.. Enumerable.Range(0, n * n).Select(
            pair => (long)Math.Clamp(sizes.Normaliser - 1 + (pair % n) - (pair / n), 0, sizes.Normaliser - 1))];
        long[] buckets = [.. Enumerable.Range(0, n * n).Select(
            pair => (long)TimeBuckets.ByFormula(batch.NextTimes[pair / n] - batch.Times[pair % n]))];
        torch.Tensor bias = position.index_select(0, torch.tensor(places)).add(
            time.index_select(0, torch.tensor(buckets))).reshape(n, n);
        torch.Tensor Heads(int start, int width) =>
            z.narrow(1, start, sizes.HeadCount * width).reshape(n, sizes.HeadCount, width).transpose(0, 1);
        torch.Tensor scores = torch.matmul(
            Heads(sizes.QueryStart, sizes.KeyWidth), Heads(sizes.KeyStart, sizes.KeyWidth).transpose(1, 2)).add(bias);
        torch.Tensor attention = torch.nn.functional.silu(scores).tril().div(torch.tensor((float)sizes.Normaliser));
        return torch.matmul(attention, Heads(sizes.ValueStart, sizes.ValueWidth))
            .transpose(0, 1).reshape(n, sizes.OutputWidth);
    }

    private static torch.Tensor Random(ulong seed, int count) =>
        torch.tensor(SequenceBatches.Floats(seed, count, 1.0));

    private static void AssertClose(torch.Tensor expected, torch.Tensor found)
    {
        float largest = expected.abs().max().item<float>();
        Assert.Equal(expected.shape, found.shape);
        Assert.InRange(expected.sub(found).abs().max().item<float>(), 0f, 1e-5f * largest);
    }
}
