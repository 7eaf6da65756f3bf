using System.Collections.Concurrent;

namespace Praxis.Recommend;

/// <summary>Workspaces for calls that run side by side: each takes one and gives it back.</summary>
internal sealed class AttentionWorkspaces : IDisposable
{
    private readonly ConcurrentBag<AttentionWorkspace> _free = [];

    /// <summary>Makes an empty set; a wrong choice of instructions shows here, before any work.</summary>
    internal AttentionWorkspaces() => Level = SimdLevels.Default;

    /// <summary>The instructions of all workspaces.</summary>
    internal SimdLevel Level { get; }

    /// <summary>A workspace that nobody else uses until it is given back.</summary>
    internal AttentionWorkspace Rent() => _free.TryTake(out AttentionWorkspace? workspace) ? workspace : new(Level);

    /// <summary>Gives a workspace back.</summary>
    internal void Return(AttentionWorkspace workspace) => _free.Add(workspace);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryTake(out AttentionWorkspace? workspace))
        {
            workspace.Dispose();
        }
    }
}
