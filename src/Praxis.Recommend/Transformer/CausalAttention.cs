using TorchSharp;

namespace Praxis.Recommend;

// R padded rows, B users and L rows of a bucket, H heads, Dq and Dv widths of a head.

/// <summary>Causal softmax attention, bucket by bucket: softmax(Q Kᵀ / √Dq + bias) V over the columns up to the
/// row.</summary>
/// <remarks>
/// Vaswani et al. (2017), eq. (1). Without a bias no mask is made: torch's fused kernel then keeps no L x L scores.
/// </remarks>
internal static class CausalAttention
{
    /// <summary>Attends inside each user.</summary>
    /// <param name="query">[R, H Dq].</param>
    /// <param name="key">[R, H Dq].</param>
    /// <param name="value">[R, H Dv].</param>
    /// <param name="headCount">H.</param>
    /// <param name="buckets">How the rows are grouped.</param>
    /// <param name="masks">For each bucket [B or 1, 1, L, L], the bias and minus infinity above the diagonal; null
    /// for no bias.</param>
    /// <param name="rotation">Turns queries and keys [B, H, L, Dq] by their place; null for none.</param>
    /// <returns>[R, H Dv].</returns>
    internal static torch.Tensor Apply(
        torch.Tensor query, torch.Tensor key, torch.Tensor value, int headCount, LengthBuckets buckets,
        torch.Tensor[]? masks = null, RotaryPositions? rotation = null)
    {
        torch.Tensor[] queries = Parts(query, buckets);
        torch.Tensor[] keys = Parts(key, buckets);
        torch.Tensor[] values = Parts(value, buckets);
        var outputs = new torch.Tensor[queries.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            torch.Tensor q = Heads(queries[i], buckets.Buckets[i], headCount);
            torch.Tensor k = Heads(keys[i], buckets.Buckets[i], headCount);
            torch.Tensor v = Heads(values[i], buckets.Buckets[i], headCount);
            if (rotation is not null)
            {
                q = rotation.Apply(q);
                k = rotation.Apply(k);
            }

            torch.Tensor attended = masks is null
                ? torch.nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true)
                : torch.nn.functional.scaled_dot_product_attention(q, k, v, masks[i]);
            outputs[i] = attended.transpose(1, 2).reshape(buckets.Sizes[i], value.shape[1]);
        }

        return outputs.Length == 1 ? outputs[0] : torch.cat(outputs);
    }

    private static torch.Tensor[] Parts(torch.Tensor rows, LengthBuckets buckets) =>
        buckets.Sizes.Length == 1 ? [rows] : rows.split(buckets.Sizes);

    // [B L, H D] to [B, H, L, D], as a view.
    private static torch.Tensor Heads(torch.Tensor rows, LengthBuckets.Bucket bucket, int headCount) =>
        rows.reshape(bucket.UserCount, bucket.Length, headCount, rows.shape[1] / headCount).transpose(1, 2);
}
