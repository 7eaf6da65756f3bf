namespace Praxis.Recommend;

/// <summary>Inputs of pointwise attention, or the gradients of these inputs.</summary>
/// <param name="Queries">Q, rows of [H Dq].</param>
/// <param name="Keys">K, rows of [H Dq].</param>
/// <param name="Values">V, rows of [H Dv].</param>
/// <param name="Position">Position bias p, [P]; unused without one.</param>
/// <param name="Time">Time bias w, [<see cref="TimeBuckets.Count"/>]; unused without one.</param>
internal readonly unsafe record struct AttentionTensors(
    StridedRows Queries, StridedRows Keys, StridedRows Values, nint Position, nint Time)
{
    internal AttentionTensors(
        StridedRows queries, StridedRows keys, StridedRows values, float* position = null, float* time = null)
        : this(queries, keys, values, (nint)position, (nint)time)
    {
    }

    /// <summary>p.</summary>
    internal float* PositionBias => (float*)Position;

    /// <summary>w.</summary>
    internal float* TimeBias => (float*)Time;

    /// <summary>The same tensors from a later row on; biases belong to all rows.</summary>
    internal AttentionTensors From(long row) => this with
    {
        Queries = Queries.From(row),
        Keys = Keys.From(row),
        Values = Values.From(row),
    };

    /// <summary>The same tensors from a later head on.</summary>
    internal AttentionTensors FromHead(int head, in AttentionSettings settings) => this with
    {
        Queries = Queries.From(0, head * settings.KeyWidth),
        Keys = Keys.From(0, head * settings.KeyWidth),
        Values = Values.From(0, head * settings.ValueWidth),
    };
}
