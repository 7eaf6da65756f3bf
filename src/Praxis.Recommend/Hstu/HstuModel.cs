using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The HSTU encoder: layers of normalise, project to U V Q K, attend pointwise, normalise, gate, project,
/// add.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (1) to (3), in the research variant behind the public tables: norms without scale and shift
/// (eps 1e-6), SiLU on all of U, V, Q, K, relative position and time bias with weights of its own in each layer.
/// </remarks>
internal sealed class HstuModel : ISequenceEncoder, IDisposable
{
    private readonly HstuOptions _options;
    private readonly HstuSizes _sizes;
    private readonly Parameter _positions;
    private readonly HstuLayer[] _layers;
    private readonly AttentionWorkspaces _workspaces = new();

    internal HstuModel(HstuOptions options, ulong seed)
    {
        _options = options;
        int headWidth = options.Width / options.HeadCount;

        // One more than the longest history: the constant must not depend on the batch, or results would.
        _sizes = new HstuSizes(options.HeadCount, headWidth, headWidth, options.MaxLength + 1);
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(1));
        _positions = new Parameter(
            "positions",
            [options.MaxLength, options.Width],
            Initializer.Normal(
                random,
                (long)options.MaxLength * options.Width,
                Math.Sqrt(2.0 / (options.MaxLength + options.Width))));
        _layers = [.. Enumerable.Range(0, options.LayerCount)
            .Select(index => new HstuLayer(index, options.Width, _sizes, options.Bias, random))];
        Parameters = [_positions, .. _layers.SelectMany(layer => layer.Parameters)];
    }

    /// <inheritdoc/>
    public int Width => _options.Width;

    /// <inheritdoc/>
    public int MaxLength => _options.MaxLength;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public torch.Tensor Encode(torch.Tensor rows, SequenceBatch batch, Dropout? dropout)
    {
        var attention = new AttentionRows(batch.Offsets, times: batch.Times, rowTimes: batch.NextTimes);
        using torch.Tensor positions = _positions.Value.index_select(0, torch.tensor(batch.Places()));
        torch.Tensor x = rows.Plus(positions);
        x = dropout?.Apply(x, _options.Dropout, 0) ?? x;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            LayerDropout? masks = dropout is { } own
                ? new LayerDropout(own, _options.Dropout, (uint)layer + 1)
                : null;
            x = HstuLayerFunction.Run(x, new HstuLayerFunction.Call(_layers[layer], attention, _workspaces, masks));
        }

        return x;
    }

    /// <summary>A history without settled rows.</summary>
    internal HstuHistory NewHistory() => new(_sizes, _layers.Length);

    /// <summary>Encodes new rows of one user against what is settled; nothing is settled by it.</summary>
    /// <param name="history">The settled rows; K and V of the new rows are written behind them.</param>
    /// <param name="rows">The new tokens' item vectors times √D, [m, D].</param>
    /// <param name="times">Times of the new events, [m].</param>
    /// <param name="nextTimes">When the event after each happens, [m]; the last is the time of the request.</param>
    /// <returns>[m, D]: the rows that <see cref="Encode"/> gives for the whole history.</returns>
    internal torch.Tensor Extend(
        HstuHistory history, torch.Tensor rows, ReadOnlySpan<long> times, ReadOnlySpan<long> nextTimes)
    {
        int first = history.Length;
        int count = times.Length;
        history.Reserve(count);
        long[] allTimes = [.. history.Times, .. times];

        // Settled rows are keys only: from when they looked does not matter any more.
        long[] rowTimes = [.. history.Times, .. nextTimes];
        var attention = new AttentionRows([0, first + count], times: allTimes, rowTimes: rowTimes);
        torch.Tensor x = rows.Plus(_positions.Value.narrow(0, first, count));
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            torch.Tensor z = HstuLayer.ActivateInPlace(_layers[layer].Project(x));
            torch.Tensor attended = _layers[layer].Extend(
                z, attention, first, history.Keys(layer), history.Values(layer), _workspaces);
            x = _layers[layer].Finish(x, _layers[layer].Gate(z, attended, null));
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspaces.Dispose();
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }
}
