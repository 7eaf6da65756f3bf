using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>A fit that dies at any step and is resumed ends with the bytes of one that did not.</summary>
public sealed class ResumeContractTests
{
    // Steps over the whole training, 4 in each of 2 epochs: before and behind an epoch's end, and the very last one.
    private static readonly int[] Steps = [3, 4, 5, 8];

    public static TheoryData<string> TrainedNames =>
        [.. MethodCatalog.All.Where(FitPlace.TrainsInEpochs).Select(method => method.Name)];

    public static TheoryData<string, int> NamesAndSteps
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (Method method in MethodCatalog.All.Where(FitPlace.TrainsInEpochs))
            {
                foreach (int step in Steps)
                {
                    data.Add(method.Name, step);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndSteps))]
    public void Resume_AfterDeathAtAStep_GivesTheBytesOfAnUnbrokenRun(string name, int step)
    {
        using var place = new FitPlace(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(place.Fit("unbroken"));

        Assert.Throws<DeathException>(() => new FitJob(DyingAt(place, step)).Run(place.Order("broken")));
        Assert.Equal(["broken.partial", "unbroken"], place.RunFolders);
        var notices = new List<string>();
        FinishedRun resumed = new ResumeJob(place.Environment with
        {
            Report = happened => notices.AddRange(happened is NoticeEvent notice ? [notice.Message] : []),
        }).Run("broken");

        Assert.Equal(unbroken, FitPlace.Bytes(resumed));
        Assert.Contains(notices, notice => notice.Contains("goes on at epoch", StringComparison.Ordinal));
        Assert.Equal([1, 2], resumed.Folder.ReadEvents().OfType<EpochEvent>().Select(epoch => epoch.Epoch));
        Assert.Equal(["broken", "unbroken"], place.RunFolders);
    }

    [Theory]
    [MemberData(nameof(TrainedNames))]
    public void Resume_OfAKilledProcessAtAnyStep_GivesTheBytesOfAnUnbrokenRun(string name)
    {
        using var place = new FitPlace(name);

        // What lies on the disk at a step is what kill -9 would leave, checkpoint or not.
        int step = 0;
        JobEnvironment copying = place.Environment with
        {
            Report = happened =>
            {
                if (happened is StepEvent && ++step is 1 or 3 or 7)
                {
                    CopyFolder(place["runs/run.partial"], place[$"killed-{step}/run.partial"]);
                }
            },
        };
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(new FitJob(copying).Run(place.Order("run")));

        Assert.All([1, 3, 7], killedAt =>
        {
            JobEnvironment later = place.Environment with { Store = new RunStore(place[$"killed-{killedAt}"]) };
            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(later).Run("run")));
        });
    }

    [Theory]
    [MemberData(nameof(TrainedNames))]
    public void Fit_DeathBeforeACheckpoint_LeavesNothing(string name)
    {
        using var place = new FitPlace(name);
        JobEnvironment dying = place.Environment with
        {
            Report = happened =>
            {
                if (happened is StepEvent || happened == new PhaseEvent($"evaluating {name}"))
                {
                    throw new DeathException();
                }
            },
        };

        Assert.Throws<DeathException>(() => new FitJob(dying).Run(place.Order("run")));

        Assert.Empty(place.RunFolders);
    }

    [Theory]
    [MemberData(nameof(TrainedNames))]
    public void Fit_CancelledInTraining_ResumesToTheBytesOfAnUnbrokenRun(string name)
    {
        using var place = new FitPlace(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(place.Fit("unbroken"));
        using var source = new CancellationTokenSource();
        JobEnvironment cancelling = place.Environment with
        {
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is StepEvent { Epoch: 1, Step: 1 })
                {
                    source.Cancel();
                }
            },
        };

        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => new FitJob(cancelling).Run(place.Order("broken")));

        Assert.Contains("'praxis resume broken'", error.Message, StringComparison.Ordinal);
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run("broken")));
    }

    private static JobEnvironment DyingAt(FitPlace place, int step)
    {
        int count = 0;
        return place.Environment with
        {
            Report = happened =>
            {
                if (happened is StepEvent && ++count == step)
                {
                    throw new DeathException();
                }
            },
        };
    }

    internal static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private sealed class DeathException : Exception;
}
