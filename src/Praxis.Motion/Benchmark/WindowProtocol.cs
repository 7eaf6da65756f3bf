namespace Praxis.Motion;

/// <summary>Which windows of the test files are predicted; results under different ones do not compare.</summary>
public enum WindowProtocol
{
    /// <summary>Eight windows an action from the seed 1234567890, as in LTD and most tables before 2020.</summary>
    Seeds8,

    /// <summary>256 windows an action from the same stream, as HisRep takes them.</summary>
    Seeds256,

    /// <summary>Every window, as MSR-GCN and PGBIG take them.</summary>
    All,
}
