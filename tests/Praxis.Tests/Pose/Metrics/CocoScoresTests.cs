using CsCheck;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Metrics;

public sealed class CocoScoresTests
{
    private static readonly PoseSkeleton One = new("one", ["nose"], [], [0.05]);
    private static readonly PoseSkeleton Two = new("two", ["a", "b"], [], [0.05, 0.1]);

    // k = 2 · 0.05 = 0.1, area 10 000: exp(−100 / (2 · 10 000 · 0.01)) = exp(−1/2) at 10 pixels.
    [Fact]
    public void Similarity_HandWorked_IsTheBell()
    {
        Person person = At(100, 100, area: 10_000);

        Assert.Equal(Math.Exp(-0.5), ObjectKeypointSimilarity.Of(Found(110, 100), person, One), 12);
        Assert.Equal(1, ObjectKeypointSimilarity.Of(Found(100, 100), person, One), 12);
    }

    [Fact]
    public void Similarity_OfUnlabelledJoints_DoesNotCountThem()
    {
        Person person = new([new Joint(0, 0, JointState.Visible), default], new PersonBox(0, 0, 100, 100));

        Assert.Equal(
            1,
            ObjectKeypointSimilarity.Of([new DetectedJoint(0, 0, 1), new DetectedJoint(999, 0, 1)], person, Two),
            12);
    }

    // Without joints: outside of −10 … 20 by 30 pixels, area 100.
    [Fact]
    public void Similarity_OfAPersonWithoutJoints_IsTheDistanceFromItsWidenedBox()
    {
        Person person = new([default], new PersonBox(0, 0, 10, 10));

        Assert.Equal(1, ObjectKeypointSimilarity.Of(Found(-10, 20), person, One), 12);
        Assert.Equal(Math.Exp(-900 / (2 * 100 * 0.01)), ObjectKeypointSimilarity.Of(Found(50, 0), person, One), 12);
    }

    [Fact]
    public void Scores_PerfectAndWrong_AreHandWorked()
    {
        // Two people; the surest finding is right, the second wrong, the third right.
        PosePicture picture = Picture(At(100, 100), At(300, 100));
        PoseDetection[] found = [Detect(100, 100, 0.9), Detect(500, 100, 0.8), Detect(300, 100, 0.7)];

        CocoScores scores = CocoAveragePrecision.Of([picture], found, One);

        // Precision 1 up to recall ½ (51 points), then ⅔ (50 points).
        Assert.Equal((51 + (50 * 2 / 3.0)) / 101, scores.AveragePrecision, 12);
        Assert.Equal(scores.AveragePrecision, scores.Precision75, 12);
        Assert.Equal(1, scores.AverageRecall);

        // The wrong one has no person and, with one joint, no area: it is not among the large.
        Assert.Equal(1, scores.PrecisionLarge);
        Assert.True(double.IsNaN(scores.PrecisionMedium));
    }

    // exp(−d²/200) is .6 at d² = 102.2: right at .50, .55 and not from .60 on.
    [Fact]
    public void Scores_HalfRight_ChangeWithTheSimilarity()
    {
        CocoScores scores = CocoAveragePrecision.Of(
            [Picture(At(100, 100))], [Detect(100 + Math.Sqrt(-200 * Math.Log(0.59)), 100, 1)], One);

        Assert.Equal((1, 0, 0.2), (scores.Precision50, scores.Precision75, Math.Round(scores.AveragePrecision, 9)));
    }

    [Fact]
    public void Scores_CrowdAndPeopleWithoutJoints_CountNeitherWay()
    {
        Person crowd = At(300, 100) with { IsCrowd = true };
        Person nameless = new([default], new PersonBox(500, 100, 100, 100));
        PoseDetection[] found =
            [Detect(300, 100, 0.9), Detect(301, 100, 0.9), Detect(550, 150, 0.8), Detect(100, 100, 0.1)];

        CocoScores scores = CocoAveragePrecision.Of([Picture(At(100, 100), crowd, nameless)], found, One);

        Assert.Equal((1.0, 1.0), (scores.AveragePrecision, scores.AverageRecall));
    }

    [Fact]
    public void Scores_TwentyFirstFinding_IsLeftOut()
    {
        PoseDetection[] found =
            [.. Enumerable.Range(0, 20).Select(i => Detect(900, 900, 1)), Detect(100, 100, 0.5)];

        Assert.Equal(0, CocoAveragePrecision.Of([Picture(At(100, 100))], found, One).AverageRecall);
    }

    [Fact]
    public void Scores_TwoFindingsOfOnePerson_AreOneRightAndOneWrong()
    {
        CocoScores scores = CocoAveragePrecision.Of(
            [Picture(At(100, 100), At(400, 100))],
            [Detect(101, 100, 0.9), Detect(100, 100, 0.8), Detect(400, 100, 0.7)],
            One);

        Assert.Equal((51 + (50 * 2 / 3.0)) / 101, scores.Precision50, 12);
    }

    [Fact]
    public void Suppress_NearlyTheSame_KeepsTheSurest()
    {
        PoseDetection[] found =
        [
            Detect(0, 0, 0.5) with { Joints = [new(0, 0, 1), new(100, 100, 1)] },
            Detect(0, 0, 0.9) with { Joints = [new(1, 0, 1), new(100, 101, 1)] },
            Detect(0, 0, 0.4) with { Joints = [new(60, 0, 1), new(160, 100, 1)] },
        ];

        Assert.Equal([0.9, 0.4], ObjectKeypointSimilarity.Suppress(found, Two).Select(person => person.Score));
    }

    [Fact]
    public void Scores_RandomScenes_AreThoseOfASlowReference()
    {
        Gen<Joint> joint = Gen.Select(Gen.Double[0, 200], Gen.Double[0, 200], Gen.Int[0, 3]).Select(
            t => t.Item3 == 0 ? default : new Joint(t.Item1, t.Item2, JointState.Visible));
        Gen<Person> person = Gen.Select(joint, joint, Gen.Double[200, 20_000], Gen.Int[0, 9]).Select(t =>
            new Person([t.Item1, t.Item2], new PersonBox(50, 50, 80, 80)) { Area = t.Item3, IsCrowd = t.Item4 == 0 });
        Gen<PosePicture[]> pictures = person.Array[0, 5].Array[1, 4].Select(
            people => people.Select((some, i) => new PosePicture("p", some) { Id = i }).ToArray());
        Gen<(int Place, double X, double Y, int Score)[]> moves = Gen.Select(
            Gen.Int[0, 30], Gen.Double[-12, 12], Gen.Double[-12, 12], Gen.Int[0, 6])
            .Select(t => (t.Item1, t.Item2, t.Item3, t.Item4)).Array[0, 30];
        Gen.Select(pictures, moves).Sample((truth, moved) =>
        {
            PoseDetection[] found = [.. moved.Select(move => Near(truth, move))];
            CocoScores actual = CocoAveragePrecision.Of(truth, found, Two);
            double[] expected = SlowCoco.Scores(truth, found, Two);
            double[] values =
            [
                actual.AveragePrecision, actual.Precision50, actual.Precision75, actual.PrecisionMedium,
                actual.PrecisionLarge, actual.AverageRecall, actual.Recall50, actual.Recall75, actual.RecallMedium,
                actual.RecallLarge,
            ];
            return values.Zip(expected).All(pair =>
                (double.IsNaN(pair.First) && pair.Second == -1) || Math.Abs(pair.First - pair.Second) < 1e-12);
        });
    }

    private static PoseDetection Near(PosePicture[] truth, (int Place, double X, double Y, int Score) move)
    {
        PosePicture picture = truth[move.Place % truth.Length];
        Joint[] joints = picture.People.Count == 0
            ? [new(1, 2, JointState.Visible), new(90, 80, JointState.Visible)]
            : [.. picture.People[move.Place % picture.People.Count].Joints];
        return new PoseDetection(
            picture.Id,
            [.. joints.Select((joint, i) => new DetectedJoint(joint.X + move.X + i, joint.Y + move.Y, 1))],
            move.Score / 6.0);
    }

    private static Person At(double x, double y, double area = 10_000) =>
        new([new Joint(x, y, JointState.Visible)], new PersonBox(x - 50, y - 50, 100, 100)) { Area = area };

    private static PosePicture Picture(params Person[] people) => new("p.jpg", people) { Id = 1 };

    private static DetectedJoint[] Found(double x, double y) => [new(x, y, 1)];

    private static PoseDetection Detect(double x, double y, double score) => new(1, Found(x, y), score);
}
