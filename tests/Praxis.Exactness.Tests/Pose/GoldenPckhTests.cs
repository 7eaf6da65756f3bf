using Praxis.Data;
using Praxis.Pose;
using Praxis.Tests;

namespace Praxis.Exactness.Tests.Pose;

/// <summary>MPII's 2,958 validation people with the predictions of Tompson et al. (2015) that come with them; the
/// expected numbers were computed apart in NumPy.</summary>
public sealed class GoldenPckhTests
{
    private const double Tolerance = 1e-3;
    private const int People = 2958;
    private const int Joints = 16;

    [Fact]
    public void Pckh_OfThePublishedPredictions_HasTheGoldenValues()
    {
        PosePair[] pairs = Read(SharedData.PathOf("pose/mpii_eval/detections_our_format.mat"));

        var errors = JointErrors.Of(pairs, PoseSkeleton.Mpii, PoseUnit.Head);
        PckScores scores = Pckh.Of(errors);

        Assert.Equal(
            [2115, 2485, 2889, 2888, 2478, 2119, 2878, 2932, 2932, 2932, 2928, 2935, 2944, 2944, 2932, 2909],
            scores.Counts);
        (string, double)[] golden =
        [
            ("head_top", 95.600), ("shoulder", 92.714), ("elbow", 83.365), ("wrist", 76.736), ("hip", 81.928),
            ("knee", 73.363), ("ankle", 65.446),
        ];
        Assert.All(golden, expected => Assert.Equal(
            expected.Item2, scores.Groups.Single(group => group.Name == expected.Item1).Percent, Tolerance));
        Assert.Equal(82.337, scores.Mean, Tolerance);
        Assert.Equal(28.975, Pckh.Of(errors, 0.1).Mean, Tolerance);
        Assert.Equal(55.495, Pckh.AreaUnderCurve(errors), Tolerance);
    }

    private static PosePair[] Read(string path)
    {
        IReadOnlyDictionary<string, MatArray> arrays = MatFile.Read(path);
        ReadOnlySpan<double> missing = arrays["jnt_missing"].Numbers.Span;
        ReadOnlySpan<double> found = arrays["pos_pred_src"].Numbers.Span;
        ReadOnlySpan<double> truth = arrays["pos_gt_src"].Numbers.Span;
        ReadOnlySpan<double> heads = arrays["headboxes_src"].Numbers.Span;
        var pairs = new PosePair[People];
        for (int person = 0; person < People; person++)
        {
            var joints = new Joint[Joints];
            var places = new DetectedJoint[Joints];
            for (int joint = 0; joint < Joints; joint++)
            {
                // Column-major [16, 2, people].
                int x = (person * 2 * Joints) + joint;
                JointState state = missing[(person * Joints) + joint] == 0 ? JointState.Visible : JointState.Missing;
                joints[joint] = new Joint(truth[x], truth[x + Joints], state);
                places[joint] = new DetectedJoint(found[x], found[x + Joints], 1);
            }

            ReadOnlySpan<double> head = heads.Slice(4 * person, 4);
            pairs[person] = new PosePair(places, new Person(joints, default)
            {
                HeadBox = new PersonBox(head[0], head[2], head[1] - head[0], head[3] - head[2]),
            });
        }

        return pairs;
    }
}
