using Praxis.App;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>Fits of people whose joints are not those that Praxis knows, or are not named as it names them.</summary>
public sealed class PoseSkeletonTests
{
    [Theory]
    [InlineData("lsp14")]
    [InlineData("LSP14")]
    public void FitAndEvaluate_SkeletonByName_IsNoFile(string name)
    {
        using PosePlace place = Place("hourglass");
        place.Input["skeleton"] = name;
        place.Fit("run");
        new EvaluateJob(place.Environment).Run(
            "run", place.DataPath, new Dictionary<string, string> { ["skeleton"] = name }, 1);
    }

    [Fact]
    public void Fit_SkeletonThatIsNoName_IsRefusedInOneLine()
    {
        using PosePlace place = Place("hourglass");
        place.Input["skeleton"] = "lsp15";
        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));
        Assert.Contains("lsp15", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Fit_MappingWithoutASkeleton_IsRefusedInOneLine()
    {
        using PosePlace place = Place("hourglass");
        place.Input["mapping"] = place.Write("m.json", "{}");
        Assert.StartsWith(
            "--mapping says where the joints of --skeleton come from",
            Assert.Throws<InputException>(() => place.Fit("run")).Message,
            StringComparison.Ordinal);
    }

    // The run's own joints have no name here: what names do not tell, the mapping does.
    [Fact]
    public void Evaluate_OwnJointsByMapping_MeasuresOtherData()
    {
        using PosePlace place = Place("hourglass", static joint => "marker_" + joint[0] + joint.Length + joint[^1]);
        place.Fit("run");
        var own = PoseSets.Read(place.DataPath);
        string other = PoseFiles.WriteFigures(place["others"], 4, seed: 6);
        string mapping = place.Write("m.json", "{" + string.Join(", ", own.Skeleton.Joints.Select(
            (joint, i) => $"\"{joint}\": \"{PoseSkeleton.Lsp.Joints[i]}\"")) + "}");
        RunResults results = new EvaluateJob(place.Environment).Run(
            "run", other, new Dictionary<string, string> { ["mapping"] = mapping }, 1);
        Assert.Single(results.Metrics);
    }

    [Fact]
    public void Fit_JointsThatNobodyKnows_LearnsAndWarnsOfSides()
    {
        using PosePlace place = Place("hourglass", static joint => "marker" + joint.Length + joint[0] + joint[^1]);
        List<string> warnings = Warnings(place);
        place.Fit("run");
        Assert.Contains(
            warnings, static text => text.Contains("mirrored pictures exchange none", StringComparison.Ordinal));
        using var fitted = FittedPose.Load(place.Environment.Store.Open("run").ModelPath);
        Assert.Equal(14, fitted.Skeleton.Count);
    }

    [Fact]
    public void Fit_SidesInOtherWriting_AreExchangedInMirrors()
    {
        using PosePlace place = Place("hourglass", static joint => joint
            .Replace("left_", "Left ", StringComparison.Ordinal)
            .Replace("right_", "Right ", StringComparison.Ordinal));
        List<string> warnings = Warnings(place);
        place.Fit("run");
        Assert.DoesNotContain(warnings, static text => text.Contains("mirrored", StringComparison.Ordinal));
        using var fitted = FittedPose.Load(place.Environment.Store.Open("run").ModelPath);
        Assert.Equal(6, fitted.Skeleton.Pairs.Count);
    }

    [Fact]
    public void Evaluate_NoJointInCommon_IsRefusedInOneLine()
    {
        using PosePlace place = Place("hourglass");
        place.Fit("run");
        string other = PoseFiles.WriteFigures(place["other"], 8);
        File.WriteAllText(other, System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(other), "\"keypoints\":\\[[0-9.,-]+\\]", "\"keypoints\":[" + string.Join(
                ',', Enumerable.Repeat("0,0,0", 14)) + "]"));
        InputException error = Assert.Throws<InputException>(() => new EvaluateJob(place.Environment).Run(
            "run", other, new Dictionary<string, string>(), 1));
        Assert.Contains("no joint that the run finds is annotated", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asda")]
    [InlineData("ranet")]
    public void Fit_NoParts_IsRefusedInOneLine(string method)
    {
        using var place = new PosePlace(method);
        place.Options["parts"] = "0";
        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));
        Assert.StartsWith("--parts is 0", error.Message, StringComparison.Ordinal);
    }

    private static PosePlace Place(string method, Func<string, string>? rename = null)
    {
        var place = new PosePlace(method);
        place.DataPath = PoseFiles.WriteFigures(place["pictures"], 24);
        if (rename is not null)
        {
            string text = File.ReadAllText(place.DataPath);
            foreach (string joint in PoseSkeleton.Lsp.Joints)
            {
                text = text.Replace($"\"{joint}\"", $"\"{rename(joint)}\"", StringComparison.Ordinal);
            }

            File.WriteAllText(place.DataPath, text);
        }

        return place;
    }

    private static List<string> Warnings(PosePlace place)
    {
        var warnings = new List<string>();
        place.Environment = place.Environment with
        {
            Report = one =>
            {
                if (one is NoticeEvent { IsWarning: true } notice)
                {
                    warnings.Add(notice.Message);
                }
            },
        };
        return warnings;
    }
}
