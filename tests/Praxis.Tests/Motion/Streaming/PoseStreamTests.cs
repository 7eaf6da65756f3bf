using Praxis.Motion;

namespace Praxis.Tests.Motion.Streaming;

public sealed class PoseStreamTests
{
    private static readonly PoseStreamOptions Options = new()
    {
        ObservedCount = 4,
        FutureCount = 3,
        FrameSeconds = 0.1,
        Blend = 0,
        HalfLife = 0.1,
        MostEstimated = 1,
    };

    [Fact]
    public void Push_UntilTheRingIsFull_PredictsByDampedVelocity()
    {
        PoseStream stream = Stream();

        StreamedPrediction first = stream.Push([10]);
        StreamedPrediction second = stream.Push([12]);

        Assert.Equal([10, 10, 10], first.Poses.Values.ToArray());
        Assert.Equal([13, 13.5, 13.75], second.Poses.Values.ToArray());
        Assert.Equal(PredictionSource.DampedVelocity, second.Source);
        stream.Push([14]);
        StreamedPrediction full = stream.Push([16]);
        Assert.Equal((3, PredictionSource.Model, 0), (full.Number, full.Source, full.EstimatedCount));
        Assert.Equal([10 + 12 + 14 + 16, 1, 2], full.Poses.Values.ToArray());
        Assert.Equal([12 + 14 + 16 + 18, 1, 2], stream.Push([18]).Poses.Values.ToArray());
    }

    [Fact]
    public void Miss_OfFrames_GoesOnByDampedVelocity()
    {
        PoseStream stream = Filled();

        StreamedPrediction one = stream.Miss();
        StreamedPrediction two = stream.Miss();

        // 2, 4, 6 and the estimate 6 + 2 / 2; then 4, 6, 7, 7.5.
        Assert.Equal((4, PredictionSource.Model, 1), (one.Number, one.Source, one.EstimatedCount));
        Assert.Equal(19, one.Poses[0, 0]);
        Assert.Equal((5, PredictionSource.DampedVelocity, 2), (two.Number, two.Source, two.EstimatedCount));
        Assert.Equal([7.75, 7.875, 7.9375], two.Poses.Values.ToArray());
        Assert.Equal(2, stream.MissingCount);
        Assert.Throws<InvalidOperationException>(() => Stream().Miss());
    }

    [Fact]
    public void Miss_OfANumberedFrame_GoesOnUpToIt()
    {
        PoseStream stream = Filled();

        StreamedPrediction found = stream.Miss(5);
        StreamedPrediction old = stream.Miss(2);

        Assert.Equal((5, 2, 2), (found.Number, found.EstimatedCount, stream.MissingCount));
        Assert.Equal(5, old.Number);
    }

    [Fact]
    public void Miss_OfMoreThanTheRing_ComesToRest()
    {
        PoseStream stream = Filled();
        StreamedPrediction last = stream.Miss();
        for (int i = 0; i < 40; i++)
        {
            last = stream.Miss();
        }

        Assert.Equal(4, last.EstimatedCount);
        Assert.InRange(last.Poses[2, 0], 7.5, 8.0001);
    }

    [Fact]
    public void Push_NumbersLeftOut_AreOnTheLineBetween()
    {
        StreamedPrediction found = Filled().Push(5, [12]);

        Assert.Equal((5, PredictionSource.Model, 1), (found.Number, found.Source, found.EstimatedCount));
        Assert.Equal(4 + 6 + 9 + 12, found.Poses[0, 0]);
    }

    [Fact]
    public void Push_OfALateFrame_TakesTheEstimatesPlace()
    {
        PoseStream stream = Filled();
        stream.Miss();

        StreamedPrediction late = stream.Push(4, [8]);

        Assert.Equal((4, 0, 0), (late.Number, late.EstimatedCount, stream.MissingCount));
        Assert.Equal(2 + 4 + 6 + 8, late.Poses[0, 0]);
        StreamedPrediction ancient = stream.Push(0, [99]);
        Assert.Equal(late.Poses[0, 0], ancient.Poses[0, 0]);
    }

    [Fact]
    public void Push_AWholeRingAhead_BeginsAnew()
    {
        PoseStream stream = Filled();

        StreamedPrediction found = stream.Push(100, [50]);

        Assert.Equal([50, 50, 50], found.Poses.Values.ToArray());
        Assert.Equal(96, stream.MissingCount);
        Assert.Equal(PredictionSource.DampedVelocity, stream.Push([51]).Source);
    }

    [Fact]
    public void Blend_OfPredictionsForOneMoment_FollowsTheFormula()
    {
        var stream = new PoseStream(
            Options with { Blend = 0.25 }, 1, history => new PoseMatrix(3, 1, [history[3, 0], 8, 12]),
            new ManualClock(TimeSpan.Zero));
        for (int i = 0; i < 4; i++)
        {
            stream.Push([0]);
        }

        StreamedPrediction before = stream.Push([0]);
        StreamedPrediction after = stream.Push([4]);

        Assert.Equal((0.75 * 4) + (0.25 * before.Poses[1, 0]), after.Poses[0, 0], 12);
        Assert.Equal((0.75 * 8) + (0.25 * before.Poses[2, 0]), after.Poses[1, 0], 12);
        Assert.Equal(12, after.Poses[2, 0], 12);
    }

    [Fact]
    public void Latencies_ByTheClockGiven_HaveTheirPercentiles()
    {
        var clock = new SteppedClock();
        var stream = new PoseStream(
            Options,
            1,
            _ =>
            {
                clock.Advance(clock.Looks % 100 == 0 ? 30 : 2);
                return new PoseMatrix(3, 1, [0, 0, 0]);
            },
            clock);
        for (int i = 0; i < 203; i++)
        {
            clock.Looks = i;
            stream.Push([i]);
        }

        Assert.Equal(203, stream.Latencies.Count);
        Assert.Equal(2, stream.Latencies.Percentile(50));
        Assert.Equal(2, stream.Latencies.Percentile(99));
        Assert.Equal(30, stream.Latencies.Percentile(100));
        Assert.False(stream.IsLate);
        clock.Advance(151);
        Assert.True(stream.IsLate);
        stream.Miss();
        Assert.False(stream.IsLate);
    }

    [Fact]
    public void Percentile_OfMoreThanAreKept_IsOfTheLatest()
    {
        var samples = new LatencySamples(3);
        Assert.Equal(0, samples.Percentile(50));
        foreach (int value in new[] { 100, 1, 2, 3 })
        {
            samples.Add(value);
        }

        Assert.Equal((4, 2, 3), (samples.Count, samples.Percentile(50), samples.Percentile(99)));
    }

    // The model gives the history's sum, 1 and 2.
    private static PoseStream Stream() => new(
        Options,
        1,
        history => new PoseMatrix(3, 1, [history.Values.ToArray().Sum(), 1, 2]),
        new ManualClock(TimeSpan.Zero));

    private static PoseStream Filled()
    {
        PoseStream stream = Stream();
        for (int i = 0; i < 4; i++)
        {
            stream.Push([2 * i]);
        }

        return stream;
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long _now;

        public int Looks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(double milliseconds) => _now += (long)(milliseconds * TimeSpan.TicksPerMillisecond);
    }
}
