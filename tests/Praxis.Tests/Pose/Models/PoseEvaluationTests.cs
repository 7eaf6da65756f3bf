using Praxis.App;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>Which people a fitted run is measured on: never those that it learnt from.</summary>
public sealed class PoseEvaluationTests : IClassFixture<PoseEvaluationTests.Fitted>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Fitted _fitted;
    private readonly List<string> _told = [];

    public PoseEvaluationTests(Fitted fitted) => _fitted = fitted;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Own_Untouched_AreTheTestPicturesOfTheFit()
    {
        Assert.Equal(4, People(_fitted.Run.Results));
        Assert.Equal(_fitted.Run.Results.Metrics, Evaluate(null).Metrics);
        Assert.Empty(_told);
    }

    // Whoever names the run's own data, with a slash too many or by another way, means them.
    [Fact]
    public void Own_DataNamedAnotherWay_AreTheTestPicturesOfTheFit()
    {
        string folder = Path.GetDirectoryName(_fitted.Place.DataPath)!;
        string otherwise = Path.Combine(folder, "..", Path.GetFileName(folder), "people.json");
        Assert.Equal(_fitted.Run.Results.Metrics, Evaluate(otherwise).Metrics);
        Assert.Equal(4, People(Evaluate(otherwise)));
    }

    // Places in the file move where a picture goes; what was learnt from does not come into their stead.
    [Fact]
    public void Own_PicturesGoneAndAnnotationsTouched_AreTheTestPicturesThatAreLeft()
    {
        using Fitted place = new();
        File.Delete(place.Place["pictures/images/000.png"]);
        File.Delete(place.Place["pictures/images/023.png"]);
        File.AppendAllText(place.Place.DataPath, " ");

        RunResults results = place.Evaluate(null, _told);

        Assert.Equal(3, People(results));
        Assert.Contains(_told, static text => text.EndsWith(
            "1 of the run's 4 test pictures are not there, as 023.png", StringComparison.Ordinal));
        foreach (string name in (string[])["020", "021", "022"])
        {
            File.Delete(place.Place[$"pictures/images/{name}.png"]);
        }

        Assert.StartsWith(
            "none of the run's 4 test pictures is there, as 02",
            Assert.Throws<InputException>(() => place.Evaluate(null, _told)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Other_People_AreAllMeasuredWithPicturesOfTheirOwn()
    {
        string other = PoseFiles.WriteFigures(_folder["others"], 7, seed: 6);

        Assert.Equal(7, People(Evaluate(other)));
        Assert.Equal(3, People(Evaluate(other, ("test", "2-4"))));
        Assert.DoesNotContain(_told, static text => text.Contains("left out", StringComparison.Ordinal));
    }

    // A copy of the run's own pictures among others, under other names and with other annotations.
    [Fact]
    public void Other_PicturesThatWereLearntFrom_AreLeftOutWhateverTheirName()
    {
        string other = PoseFiles.WriteFigures(_folder["others"], 7, seed: 6);
        File.Copy(_fitted.Place["pictures/images/003.png"], _folder["others/images/002.png"], overwrite: true);
        File.Copy(_fitted.Place["pictures/images/018.png"], _folder["others/images/004.png"], overwrite: true);
        File.Copy(_fitted.Place["pictures/images/022.png"], _folder["others/images/005.png"], overwrite: true);

        Assert.Equal(5, People(Evaluate(other)));
        Assert.Contains(_told, static text => text.EndsWith(
            "2 of 7 pictures were learnt from, or chose the epoch, and are left out", StringComparison.Ordinal));
        Assert.StartsWith(
            "1 of 1 pictures were learnt from, or chose the epoch: nothing is left to be tested on",
            Assert.Throws<InputException>(() => Evaluate(other, ("test", "3"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Own_AskedForPicturesThatWereLearntFrom_AreRefused() => Assert.StartsWith(
        "5 of 5 pictures were learnt from",
        Assert.Throws<InputException>(() => Evaluate(null, ("test", "1-5"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Ranges_OfLearning_AreTellOfToFitsAlone()
    {
        Evaluate(null, ("train", "1-2"), ("validation", "3"));
        Assert.Contains(
            "--train, --validation: of use to fit alone, and without effect here", _told);
    }

    // The measure is chosen by people of validation and test together, and kept.
    [Fact]
    public void Own_Measure_IsThatOfTheFit()
    {
        using var place = new PosePlace("hourglass");
        place.Options["epochs"] = "1";
        string text = File.ReadAllText(PoseFiles.WriteFigures(place["pictures"], 20));
        place.DataPath = place.Write("pictures/people.json", text);
        PoseSet set = PoseSets.Read(place.DataPath);
        Person[] people = [.. set.Pictures.Select(static picture => picture.People[0])];
        int hip = set.Skeleton.IndexOf("right_hip");
        place.Write("pictures/people.json", PoseFiles.Annotations(set.Pictures.Select(
            (picture, i) => (picture.Name, i < 18 ? Without(people[i], hip) : people[i]))));
        place.Input["validation"] = "8-18";
        FinishedRun run = place.Fit("run");

        Assert.Equal("PCK@0.1 of the box/test", Assert.Single(run.Results.Metrics.Keys));
        RunResults again = new EvaluateJob(place.Environment).Run("run", null, new Dictionary<string, string>(), 1);
        Assert.Equal(run.Results.Metrics, again.Metrics);
    }

    // Enough torsos of the test people for the measure to be theirs, and none to choose an epoch by.
    [Fact]
    public void Fit_NobodyToChooseByCountsInTheMeasure_IsRefusedBeforeTraining()
    {
        using var place = new PosePlace("hourglass");
        string path = PoseFiles.WriteFigures(place["pictures"], 20);
        PoseSet set = PoseSets.Read(path);
        int hip = set.Skeleton.IndexOf("right_hip");
        place.DataPath = place.Write("pictures/people.json", PoseFiles.Annotations(set.Pictures.Select(
            (picture, i) => (picture.Name, i is 16 or 17 ? Without(picture.People[0], hip) : picture.People[0]))));

        Assert.Equal(
            "none of 2 people to choose by has a torso annotated, in which PCK is measured; give others by"
                + " --validation",
            Assert.Throws<InputException>(() => place.Fit("run")).Message);
    }

    [Fact]
    public void Compare_RunsTestedOnOtherPeople_IsWarnedOf()
    {
        using Fitted first = new();
        first.Place.Input["test"] = "1-3";
        first.Place.Fit("other");
        first.Place.Fit("same");
        var job = new CompareJob(first.Place.Environment);

        Assert.Equal(
            "other and run were tested on different people; their metrics cannot be compared",
            Assert.Single(job.Run(["run", "other"]).Warnings));
        Assert.Empty(job.Run(["same", "other"]).Warnings);
    }

    private static Person Without(Person person, int joint) => person with
    {
        Joints = [.. person.Joints.Select((one, i) => i == joint ? default : one)],
    };

    private static int People(RunResults results) => Convert.ToInt32(
        results.Tables.Single(static table => table.Name == "sets").Rows[0][1],
        System.Globalization.CultureInfo.InvariantCulture);

    private RunResults Evaluate(string? data, params (string Flag, string Text)[] values)
    {
        _told.Clear();
        return _fitted.Evaluate(data, _told, values);
    }

    /// <summary>24 pictures of which the last four are tested on, by ranges and a folder that are recorded.</summary>
    public sealed class Fitted : IDisposable
    {
        public Fitted()
        {
            Place.DataPath = PoseFiles.WriteFigures(Place["pictures"], 24);
            Place.Options["epochs"] = "1";
            Place.Input["test"] = "21-24";
            Place.Input["images"] = Place["pictures/images"];
            Run = Place.Fit("run");
        }

        internal PosePlace Place { get; } = new("hourglass");

        internal FinishedRun Run { get; }

        internal RunResults Evaluate(string? data, List<string> told, params (string Flag, string Text)[] values)
        {
            JobEnvironment listening = Place.Environment with
            {
                Report = happened => told.AddRange(happened is NoticeEvent notice ? [notice.Message] : []),
            };
            return new EvaluateJob(listening).Run(
                "run", data, values.ToDictionary(static one => one.Flag, static one => one.Text), threadCount: 2);
        }

        public void Dispose() => Place.Dispose();
    }
}
