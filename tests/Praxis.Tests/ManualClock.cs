namespace Praxis.Tests;

/// <summary>A clock that stands still but for a fixed step at every look at the stopwatch.</summary>
internal sealed class ManualClock(TimeSpan step) : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Increment(ref _looks) * step.Ticks;
}
