namespace Praxis.Recommend;

/// <summary>Buffers of the attention kernels, kept from call to call; one call at a time may use it.</summary>
internal sealed class AttentionWorkspace : IDisposable
{
    private readonly List<AttentionTile> _tiles = [];

    /// <summary>Makes an empty workspace that grows as calls need it.</summary>
    /// <param name="level">The instructions to use; the process's own choice if left out.</param>
    internal AttentionWorkspace(SimdLevel? level = null) => Level = level ?? SimdLevels.Default;

    /// <summary>The instructions that calls with this workspace use.</summary>
    internal SimdLevel Level { get; }

    internal KernelBuffer Position { get; } = new();

    internal KernelBuffer Time { get; } = new();

    internal KernelBuffer KeysAcross { get; } = new();

    internal KernelBuffer Values { get; } = new();

    internal KernelBuffer Keys { get; } = new();

    internal KernelBuffer ValuesAcross { get; } = new();

    internal KernelBuffer Totals { get; } = new();

    /// <summary>The tile buffers of each thread.</summary>
    internal IReadOnlyList<AttentionTile> Tiles(int threadCount)
    {
        while (_tiles.Count < threadCount)
        {
            _tiles.Add(new AttentionTile());
        }

        return _tiles;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (KernelBuffer buffer in (KernelBuffer[])
            [Position, Time, KeysAcross, Values, Keys, ValuesAcross, Totals])
        {
            buffer.Dispose();
        }

        foreach (AttentionTile tile in _tiles)
        {
            tile.Dispose();
        }
    }
}
