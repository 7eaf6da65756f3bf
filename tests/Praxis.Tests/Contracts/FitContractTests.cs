using System.Text;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>What the fit of every recommender must keep, whatever it computes.</summary>
public sealed class FitContractTests
{
    public static TheoryData<string> Names => CatalogTests.NamesOf("recommend");

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_SameSeedAnyThreadCount_GivesTheSameBytes(string name)
    {
        using var place = new FitPlace(name);

        SortedDictionary<string, string> first = FitPlace.Bytes(place.Fit("first"));

        Assert.Equal(first, FitPlace.Bytes(place.Fit("again")));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("two-threads", threadCount: 2)));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("three-threads", threadCount: 3)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_AnotherSeed_ChangesTrainedModelsOnly(string name)
    {
        using var place = new FitPlace(name);

        SortedDictionary<string, string> first = FitPlace.ModelBytes(place.Fit("first", seed: 1));
        SortedDictionary<string, string> second = FitPlace.ModelBytes(place.Fit("second", seed: 2));

        Assert.Equal(place.IsTrained, !first.SequenceEqual(second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_AgainAndAtAnyThreadCount_GivesTheSameBytes(string name)
    {
        using var place = new FitPlace(name);
        FinishedRun run = place.Fit("run");
        object question = place.Method.PredictOptions.Create(new Dictionary<string, string>());

        string[] answers = [.. new[] { 1, 1, 2, 3 }.Select(threads =>
        {
            var context = new FitContext { ThreadCount = threads, Clock = place.Environment.Clock };
            return TableText.ToCsv(place.Method.Predict(run.Folder.ModelPath, question, context));
        })];

        Assert.Single(answers.Distinct());
        Assert.True(answers[0].Split('\n').Length > PlantedEvents.UserCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_SameData_GivesTheMetricsOfTheFit(string name)
    {
        using var place = new FitPlace(name);
        FinishedRun run = place.Fit("run");

        var unchanged = new Dictionary<string, string>();
        RunResults evaluated = new EvaluateJob(place.Environment).Run("run", null, unchanged, threadCount: 2);

        Assert.Equal(run.Results.Metrics, evaluated.Metrics);
        Assert.Equal(run.Results.Tables.Select(TableText.ToCsv), evaluated.Tables.Select(TableText.ToCsv));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_CancelledBeforeTheFirstStep_LeavesNoWholeRun(string name)
    {
        using var place = new FitPlace(name);
        JobEnvironment cancelled = place.Environment with { Cancellation = new CancellationToken(canceled: true) };

        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => new FitJob(cancelled).Run(place.Order("run")));

        Assert.Equal(ExitCode.Cancelled, error.ExitCode);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("run", place.RunFolders);
        bool isToldToResume = error.Message.Contains("'praxis resume run'", StringComparison.Ordinal);
        Assert.Equal(isToldToResume ? ["run.partial"] : [], place.RunFolders);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_DuplicateRows_CountOnceAndAreTold(string name)
    {
        using var place = new FitPlace(name);
        FinishedRun clean = place.Fit("clean");
        var notices = new List<string>();
        place.DataPath = place.Write("twice.csv", Encoding.UTF8.GetBytes(
            PlantedEvents.Csv(PlantedEvents.Rows.Concat(PlantedEvents.Rows.Take(7)))));

        FinishedRun repeated = new FitJob(Listening(place, notices)).Run(place.Order("repeated"));

        Assert.Equal(FitPlace.ModelBytes(clean), FitPlace.ModelBytes(repeated));
        Assert.Contains(notices, notice => notice.Contains("7 rows left out", StringComparison.Ordinal));
        Assert.Contains(
            repeated.Folder.ReadEvents().OfType<NoticeEvent>(),
            notice => notice.Message.Contains("7 rows left out", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_UnsortedRows_AreSortedAndTold(string name)
    {
        using var place = new FitPlace(name);
        FinishedRun sorted = place.Fit("sorted");
        var notices = new List<string>();
        place.DataPath = place.Write("unsorted.csv", Encoding.UTF8.GetBytes(PlantedEvents.Csv(UnsortedRows())));

        FinishedRun unsorted = new FitJob(Listening(place, notices)).Run(place.Order("unsorted"));

        Assert.Equal(FitPlace.ModelBytes(sorted), FitPlace.ModelBytes(unsorted));
        Assert.Contains(
            notices, notice => notice.Contains("20 users were not in time order", StringComparison.Ordinal));
    }

    // The last twenty users backwards: all items have appeared by then, so items keep their numbers.
    private static (string User, string Item, long Time)[] UnsortedRows()
    {
        const int Sorted = PlantedEvents.EventsPerUser * 40;
        Assert.Equal(PlantedEvents.ItemCount, PlantedEvents.Rows.Take(Sorted).DistinctBy(row => row.Item).Count());
        return
        [
            .. PlantedEvents.Rows.Take(Sorted),
            .. PlantedEvents.Rows.Skip(Sorted).Chunk(PlantedEvents.EventsPerUser).SelectMany(rows => rows.Reverse()),
        ];
    }

    private static JobEnvironment Listening(FitPlace place, List<string> notices) => place.Environment with
    {
        Report = happened =>
        {
            if (happened is NoticeEvent notice)
            {
                notices.Add(notice.Message);
            }
        },
    };
}
