using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Tests.Torch;

public sealed class TrainingLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_QuadraticBowl_FindsItsBottom()
    {
        using var network = new Bowl();
        TrainingOutcome outcome = Loop(epochs: 200).Run(network, new FitContext());
        Assert.Equal("epochs", outcome.StoppedBy);
        Assert.All(network.Parameters[0].Values.ToArray(), value => Assert.Equal(3f, value, 0.05));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(29)]
    public void Run_KilledAtAnyStepAndResumed_EndsWithTheSameBytes(int killedAt)
    {
        using var whole = new Bowl();
        TrainingOutcome expected = Loop(epochs: 6).Run(whole, new FitContext());

        var context = new FitContext { Checkpoints = new CheckpointStore(_folder) };
        using (var killed = new Bowl { ThrowAt = killedAt })
        {
            Assert.Throws<InvalidOperationException>(() => Loop(epochs: 6).Run(killed, context));
        }

        using var resumed = new Bowl();
        TrainingOutcome outcome = Loop(epochs: 6).Run(resumed, context);
        Assert.Equal(expected, outcome);
        Assert.Equal(whole.Parameters[0].Values.ToArray(), resumed.Parameters[0].Values.ToArray());
        Assert.True(resumed.StepCount < 30 || killedAt == 1, "the resumed training began anew");
    }

    [Fact]
    public void Run_Averaged_KeepsTheRunningMeanOfTheSteps()
    {
        using var network = new Bowl();
        var seen = new List<float>();
        var context = new FitContext
        {
            Report = item =>
            {
                if (item is StepEvent)
                {
                    seen.Add(network.Parameters[0].Values[0]);
                }
            },
        };
        new TrainingLoop("bowl", Averaged(epochs: 6)).Run(network, context);
        double mean = 0;
        for (int step = 1; step <= seen.Count; step++)
        {
            double decay = Math.Min(.8, (1.0 + step) / (10 + step));
            mean = (decay * mean) + ((1 - decay) * seen[step - 1]);
        }

        Assert.Equal(30, seen.Count);
        Assert.Equal(mean, network.Parameters[0].Values[0], 1e-5);
        Assert.NotEqual(seen[^1], network.Parameters[0].Values[0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(29)]
    public void Run_AveragedKilledAndResumed_EndsWithTheSameBytes(int killedAt)
    {
        using var whole = new Bowl();
        var loop = new TrainingLoop("bowl", Averaged(epochs: 6));
        loop.Run(whole, new FitContext());
        var context = new FitContext { Checkpoints = new CheckpointStore(_folder) };
        using (var killed = new Bowl { ThrowAt = killedAt })
        {
            Assert.Throws<InvalidOperationException>(() => loop.Run(killed, context));
        }

        using var resumed = new Bowl();
        loop.Run(resumed, context);
        Assert.Equal(whole.Parameters[0].Values.ToArray(), resumed.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Run_NoBetterEpoch_EndsByPatienceWithTheBestValues()
    {
        using var network = new Bowl { MetricOf = epoch => epoch == 3 ? 1 : 0 };
        float[]? best = null;
        var context = new FitContext
        {
            Report = item =>
            {
                if (item is EpochEvent { IsBest: true })
                {
                    best = network.Parameters[0].Values.ToArray();
                }
            },
        };
        TrainingOutcome outcome = Loop(epochs: 50, patience: 4).Run(network, context);
        Assert.Equal(new TrainingOutcome(3, 1, 7, "patience"), outcome);
        Assert.Equal(best, network.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Run_EndedEarly_SaysByWhat()
    {
        using var patient = new Bowl { MetricOf = epoch => epoch == 3 ? 1 : 0 };
        using var hurried = new Bowl();
        var notices = new List<NoticeEvent>();
        Action<FitEvent> report = item => notices.AddRange(item is NoticeEvent notice ? [notice] : []);

        Loop(epochs: 50, patience: 4).Run(patient, new FitContext { Report = report });
        Loop(epochs: 50).Run(hurried, new FitContext
        {
            Report = report,
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            TimeLimit = TimeSpan.FromSeconds(7),
        });

        Assert.Equal(
            [
                new NoticeEvent("bowl was ended by the patience at epoch 7, the best is 3", IsWarning: false),
                new NoticeEvent(
                    "bowl was ended by the time limit at epoch 2, the best is 2; repeated, it may end at another",
                    IsWarning: true),
            ],
            notices);
    }

    [Fact]
    public void Apply_TwoClipGroups_ClipsEachByItself()
    {
        float[] MomentsOf(float otherGradient, int otherGroup)
        {
            using var first = new Parameter("first", [1], [1f]);
            using var other = new Parameter("other", [1], [1f]) { ClipGroup = otherGroup };
            var options = new TrainingOptions { Metric = "score", GradientClip = 1 };
            var optimizer = new AdamW([first, other], options, 1);
            first.Gradient[0] = .5f;
            other.Gradient[0] = otherGradient;
            Assert.True(optimizer.Apply(1));
            return [first.FirstMoment[0], other.FirstMoment[0]];
        }

        Assert.Equal(MomentsOf(0, 0)[0], MomentsOf(100, 1)[0]);
        Assert.NotEqual(MomentsOf(0, 0)[0], MomentsOf(100, 0)[0]);
        Assert.Equal(MomentsOf(1, 1)[1], MomentsOf(100, 1)[1], 1e-6);
    }

    [Fact]
    public void Run_LossNotFinite_SaysWhereAndWhatToDo()
    {
        using var network = new Bowl { NanAt = 8 };
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(
            () => Loop(epochs: 5).Run(network, new FitContext()));
        Assert.Equal(
            "training bowl diverged at step 8 of epoch 2: loss NaN at learning rate 0.1; lower --learning-rate",
            error.Message);
    }

    [Fact]
    public void Run_Cancelled_SavesACheckpointFirst()
    {
        using var source = new CancellationTokenSource();
        using var network = new Bowl();
        var store = new CheckpointStore(_folder);
        var context = new FitContext
        {
            Checkpoints = store,
            Cancellation = source.Token,
            Report = item =>
            {
                if (item is StepEvent { Epoch: 2, Step: 2 })
                {
                    source.Cancel();
                }
            },
        };
        var loop = new TrainingLoop("bowl", Options(5, 0) with { CheckpointSeconds = 1e9 });
        Assert.Throws<OperationCanceledException>(() => loop.Run(network, context));
        Assert.EndsWith("000000000007", store.Latest("bowl"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CancelledInValidation_SavesACheckpointAndResumesToTheSameBytes()
    {
        using var whole = new Bowl { MetricOf = epoch => epoch };
        TrainingOutcome expected = Loop(epochs: 6).Run(whole, new FitContext());

        var rare = new TrainingLoop("bowl", Options(6, 0) with { CheckpointSeconds = 1e9 });
        var context = new FitContext { Checkpoints = new CheckpointStore(_folder) };
        using (var cancelled = new Bowl
        {
            MetricOf = epoch => epoch == 3 ? throw new OperationCanceledException() : epoch,
        })
        {
            Assert.Throws<OperationCanceledException>(() => rare.Run(cancelled, context));
        }

        using var resumed = new Bowl { MetricOf = epoch => epoch };
        TrainingOutcome outcome = rare.Run(resumed, context);
        Assert.Equal(15, resumed.StepCount);
        Assert.Equal(expected.EpochCount, outcome.EpochCount);
        Assert.Equal(whole.Parameters[0].Values.ToArray(), resumed.Parameters[0].Values.ToArray());
    }

    // What comes after a training may die; the training stays where the time ended it.
    [Fact]
    public void Run_EndedByTimeAndResumed_IsNotTrainedAgain()
    {
        var loop = new TrainingLoop("bowl", Averaged(epochs: 50) with { CheckpointSeconds = 1e9 });
        var context = new FitContext
        {
            Checkpoints = new CheckpointStore(_folder),
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            TimeLimit = TimeSpan.FromSeconds(7),
        };
        using var first = new Bowl();
        TrainingOutcome outcome = loop.Run(first, context);
        Assert.Equal("time limit", outcome.StoppedBy);

        using var again = new Bowl();
        Assert.Equal(outcome, loop.Run(again, new FitContext { Checkpoints = context.Checkpoints }));
        Assert.Equal(0, again.StepCount);
        Assert.Equal(first.Parameters[0].Values.ToArray(), again.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Run_WatchedMetricThatIsNoNumber_IsRefused()
    {
        using var network = new Bowl { MetricOf = static epoch => epoch == 2 ? double.NaN : 0 };
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(
            () => Loop(epochs: 5).Run(network, new FitContext()));
        Assert.StartsWith("score of bowl is not a number after epoch 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CheckpointOfOtherShape_IsRefused()
    {
        var context = new FitContext { Checkpoints = new CheckpointStore(_folder) };
        using (var killed = new Bowl { ThrowAt = 9 })
        {
            Assert.Throws<InvalidOperationException>(() => Loop(epochs: 6).Run(killed, context));
        }

        using var other = new Bowl(width: 5);
        Assert.Throws<InputException>(() => Loop(epochs: 6).Run(other, context));
    }

    private static TrainingOptions Averaged(int epochs) =>
        Options(epochs, patience: 0) with { AverageDecay = .8, KeepsLast = true };

    private static TrainingLoop Loop(int epochs, int patience = 0) => new("bowl", Options(epochs, patience));

    // A checkpoint after every step, so that any kill has one to go on from.
    private static TrainingOptions Options(int epochs, int patience) => new()
    {
        Metric = "score",
        EpochCount = epochs,
        Patience = patience,
        LearningRate = 0.1,
        CheckpointSeconds = 0,
    };

    /// <summary>Half the squared distance to 3, with noise in the gradient that depends on the step alone.</summary>
    private sealed class Bowl : ITrainable, IDisposable
    {
        private readonly Parameter _parameter;
        private int _epoch;

        internal Bowl(int width = 4) => _parameter = new Parameter("x", [width], new float[width]);

        public IReadOnlyList<Parameter> Parameters => [_parameter];

        internal int ThrowAt { get; init; } = -1;

        internal int NanAt { get; init; } = -1;

        internal int StepCount { get; private set; }

        internal Func<int, double>? MetricOf { get; init; }

        public int StepsIn(int epoch) => 5;

        public double Step(int epoch, int step)
        {
            _epoch = epoch;
            StepCount++;
            int global = (epoch * 5) + step + 1;
            if (global == ThrowAt)
            {
                throw new InvalidOperationException("killed");
            }

            var random = new RandomStream(1, (ulong)global);
            double loss = 0;
            for (int i = 0; i < _parameter.Gradient.Length; i++)
            {
                float distance = _parameter.Values[i] - 3f;
                loss += distance * distance / 2;
                _parameter.Gradient[i] = distance + (0.01f * (float)random.NextDouble());
            }

            return global == NanAt ? double.NaN : loss;
        }

        public IReadOnlyDictionary<string, double> Validate() =>
            new Dictionary<string, double>
            {
                ["score"] = MetricOf?.Invoke(_epoch + 1) ?? -Math.Abs(_parameter.Values[0] - 3f),
            };

        public void Dispose() => _parameter.Dispose();
    }
}
