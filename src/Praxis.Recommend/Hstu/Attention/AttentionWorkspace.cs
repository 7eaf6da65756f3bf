namespace Praxis.Recommend;

/// <summary>Buffers of the attention kernels, kept from call to call; one call at a time may use it.</summary>
internal sealed class AttentionWorkspace : IDisposable
{
    /// <summary>Makes an empty workspace that grows as calls need it.</summary>
    /// <param name="level">The instructions to use; the process's own choice if left out.</param>
    internal AttentionWorkspace(SimdLevel? level = null) => Level = level ?? SimdLevels.Default;

    /// <summary>The instructions that calls with this workspace use.</summary>
    internal SimdLevel Level { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
