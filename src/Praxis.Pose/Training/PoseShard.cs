using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>A shard of a batch as tensors, and where its parts go.</summary>
/// <remarks>Lives within a dispose scope of the caller.</remarks>
internal sealed class PoseShard
{
    internal PoseShard(PoseBatch batch, PoseNetworkShape shape, int first, int count)
    {
        Count = count;
        long h = shape.Height;
        long w = shape.Width;
        Pictures = Copy(batch.Pictures, first, [count, 3, h, w]);
        Targets = Copy(batch.Targets, first, [count, shape.Joints, shape.MapHeight, shape.MapWidth]);
        Weights = Copy(batch.Weights, first, [count, shape.Joints, 1, 1]);
        Seen = Copy(batch.Seen, first, [count, shape.Joints]);
        int parts = batch.Canvases.PartCount;
        if (parts == 0)
        {
            return;
        }

        Parts = Copy(batch.Canvases.Images, first, [count, parts, 3, h, w]);
        Masks = Copy(batch.Canvases.Masks, first, [count, parts, 1, h, w]);
        var types = new long[count * parts];
        var placements = new float[count * parts * 3];
        for (int i = 0; i < types.Length; i++)
        {
            int place = (first * parts) + i;
            types[i] = batch.Canvases.Types[place];
            PastePlacement placement = batch.Canvases.Placements[place];
            placements[3 * i] = (float)(placement.Angle / PastePlacement.AnglePerOutput);
            placements[(3 * i) + 1] = (float)(placement.X / PastePlacement.ShiftPerOutput);
            placements[(3 * i) + 2] = (float)(placement.Y / PastePlacement.ShiftPerOutput);
        }

        Types = torch.tensor(types, [count, parts]);
        Placements = torch.tensor(placements, [count, parts, 3]);
    }

    internal int Count { get; }

    internal torch.Tensor Pictures { get; }

    internal torch.Tensor Targets { get; }

    /// <summary>[B, J, 1, 1].</summary>
    internal torch.Tensor Weights { get; }

    internal torch.Tensor Seen { get; }

    internal torch.Tensor? Parts { get; }

    internal torch.Tensor? Masks { get; }

    internal torch.Tensor? Types { get; }

    /// <summary>What the preparation drew, as outputs of a generator: [B, N, 3].</summary>
    internal torch.Tensor? Placements { get; }

    /// <summary>The pictures with their parts at placements: [B, 3, H, W].</summary>
    internal torch.Tensor Composite(torch.Tensor placements) =>
        PartWarp.Composite(Pictures, Parts!, Masks!, PartWarp.Theta(placements, aspect: 1));

    private static torch.Tensor Copy(float[] values, int first, long[] shape)
    {
        torch.Tensor tensor = torch.empty(shape);
        int length = (int)shape.Skip(1).Aggregate(1L, static (product, size) => product * size);
        values.AsSpan(first * length, (int)shape[0] * length).CopyTo(tensor.Floats());
        return tensor;
    }
}
