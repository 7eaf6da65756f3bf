using Praxis.Motion;

namespace Praxis.Tests.Motion.Skeletons;

public sealed class JointMappingTests : IDisposable
{
    private static readonly IReadOnlyList<string> Cmu = SkeletonDescription.Cmu.Skeleton.JointNames;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("root lhipjoint lfemur ltibia lfoot ltoes rfemur lowerback upperback thorax lowerneck upperneck head"
        + " lclavicle lhumerus lradius lwrist lhand lfingers lthumb",
        "Hips LHipJoint LeftUpLeg LeftLeg LeftFoot LeftToeBase RightUpLeg LowerBack Spine Spine1 Neck Neck1 Head"
        + " LeftShoulder LeftArm LeftForeArm LeftHand LeftFingerBase LeftHandIndex1 LThumb")]
    [InlineData("pelvis left_hip left_knee left_ankle left_foot right_hip spine1 spine2 spine3 neck head left_collar"
        + " left_shoulder left_elbow left_wrist left_hand",
        "Hips LeftUpLeg LeftLeg LeftFoot LeftToeBase RightUpLeg LowerBack Spine Spine1 Neck Head LeftShoulder LeftArm"
        + " LeftForeArm LeftHand LeftFingerBase")]
    [InlineData("hip lThigh lShin lFoot rThigh abdomen chest neck head lCollar lShldr lForeArm lHand",
        "Hips LeftUpLeg LeftLeg LeftFoot RightUpLeg LowerBack Spine Neck Head LeftShoulder LeftArm LeftForeArm"
        + " LeftHand")]
    [InlineData("mixamorig:Hips mixamorig:LeftUpLeg mixamorig:LeftLeg mixamorig:LeftToeBase_End mixamorig:Head",
        "Hips LeftUpLeg LeftLeg LeftToeBase_End Head")]
    public void Guess_NamesOfOtherSoftware_FindsTheSamePart(string source, string target)
    {
        string[] names = source.Split(' ');

        JointMapping mapping = JointMapping.Guess(names, Cmu);

        Assert.Equal(
            target.Split(' '),
            names.Select((_, i) => mapping.Sources.IndexOf(i) is >= 0 and var place ? Cmu[place] : "none"));
    }

    [Fact]
    public void Guess_TheSameNames_IsTheIdentity() =>
        Assert.Equal(Enumerable.Range(0, 38), JointMapping.Guess(Cmu, Cmu).Sources.ToArray());

    [Fact]
    public void Overrides_UnknownName_TellsTheNearest()
    {
        JointMapping mapping = JointMapping.Guess(["pelvis", "lThigh"], ["Hips", "LeftUpLeg"]);

        Assert.Equal(
            "map.json: joint of the file lThihg is not known; did you mean lThigh? known are pelvis, lThigh",
            _folder.Error(() => mapping.WithOverrides(_folder.Write("map.json", "{\"LeftUpLeg\": \"lThihg\"}"))));
        Assert.StartsWith(
            "map.json: joint of the model LeftUpleg is not known; did you mean LeftUpLeg?",
            _folder.Error(() => mapping.WithOverrides(_folder.Write("map.json", "{\"LeftUpleg\": \"lThigh\"}"))),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "map.json:2: is not JSON here",
            _folder.Error(() => mapping.WithOverrides(_folder.Write("map.json", "{\n x"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_AName_TakesItFromItsOldPlace()
    {
        JointMapping mapping = JointMapping.Guess(["pelvis", "lThigh"], ["Hips", "LeftUpLeg"])
            .WithOverrides(_folder.Write("map.json", "{\"Hips\": \"lThigh\"}"));

        Assert.Equal([1, -1], mapping.Sources.ToArray());
        Assert.Equal(["LeftUpLeg"], mapping.Missing);
        Assert.StartsWith(
            "a.bvh: no joint is known for LeftUpLeg",
            _folder.Error(() => mapping.Require("a.bvh", ["LeftUpLeg"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_JointsLeftOut_GoIntoTheNextOne()
    {
        var source = new Skeleton(
            "source",
            [
                new("Hips", -1, Vector3D.Zero),
                new("twist", 0, new(0, 1, 0)),
                new("Spine", 1, new(0, 1, 0)),
            ]);
        var target = new Skeleton("target", [new("Hips", -1, Vector3D.Zero), new("Spine", 0, new(0, 2, 0))]);
        Rotation turn = Rotation.AboutAxis(0, 0.3);
        var clip = new MotionClip(source, 1, [new Vector3D(1, 2, 3)], [turn, turn, turn]);

        MotionClip mapped = JointMapping.Guess(source.JointNames, target.JointNames).Apply(clip, target);

        Rotations.RotationTests.AssertSame(Rotation.AboutAxis(0, 0.6), mapped.Rotations(0)[1]);
        Assert.Equal(new Vector3D(1, 2, 3), mapped.RootPositions[0]);
    }

    [Theory]
    [InlineData("{\"names\": [\"a\"], \"parent\": [-1], \"offset\": [[0, 0, 0]], }", "s.json:1: is not JSON here")]
    [InlineData("{\"names\": [\"a\"], \"parent\": [-1]}", "s.json: has no offset; write names, parent and offset_mm")]
    [InlineData("{\"names\": [\"a\"], \"parent\": [-1, 0], \"offset\": [[0, 0, 0]]}", "s.json: has 1 names, 2 parents")]
    [InlineData("{\"names\": [\"a\", \"a\"], \"parent\": [-1, 0], \"offset\": [[0, 0, 0], [0, 0, 0]]}",
        "s.json: joint name a stands twice")]
    [InlineData("{\"names\": [\"a\", \"b\"], \"parent\": [-1, 1], \"offset\": [[0, 0, 0], [0, 0, 0]]}",
        "s.json: joint b has parent 1; a parent has an index of 0 to 0 here")]
    [InlineData("{\"names\": \"a\", \"parent\": [-1], \"offset\": [[0, 0, 0]]}", "s.json: a list holds something else")]
    public void SkeletonFile_Spoilt_SaysWhat(string text, string message) => Assert.StartsWith(
        message,
        _folder.Error(() => SkeletonFile.Read(_folder.Write("s.json", text))),
        StringComparison.Ordinal);
}
