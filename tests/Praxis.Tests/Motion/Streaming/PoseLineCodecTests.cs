using System.Text.Json;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Streaming;

public sealed class PoseLineCodecTests
{
    private static readonly StreamedPrediction Prediction = new(
        7, new PoseMatrix(2, 2, [1, 2.5, -0.0000001, 4]), PredictionSource.DampedVelocity, 1, 0.4125);

    [Fact]
    public void Read_OfJson_GivesNumbersAndMissingFrames()
    {
        var codec = new PoseLineCodec(2);

        Assert.Equal([1, 2.5], codec.Read("[1, 2.5]")!.Pose!);
        Assert.Null(codec.Read("  "));
        Assert.Null(codec.Read("null")!.Pose);
        StreamedFrame named = codec.Read("{\"frame\": 9, \"pose\": [3, 4], \"other\": true}\r")!;
        Assert.Equal(9, named.Number);
        Assert.Equal([3, 4], named.Pose!);
        Assert.Null(codec.Read("{\"frame\": 10, \"pose\": null}")!.Pose);
        Assert.Equal(5, codec.LineNumber);
        JsonElement line = JsonDocument.Parse(codec.Write(Prediction)).RootElement;
        Assert.Equal("damped-velocity", line.GetProperty("source").GetString());
        Assert.Equal(2.5, line.GetProperty("poses")[0][1].GetDouble());
        Assert.Equal(
            "{\"frame\":7,\"source\":\"damped-velocity\",\"estimated\":1,\"ms\":0.413,\"poses\":[[1,2.5],[0,4]]}",
            codec.Write(Prediction));
    }

    [Fact]
    public void Read_OfCsv_PassesAHeaderOver()
    {
        var codec = new PoseLineCodec(2);

        Assert.Null(codec.Read("\uFEFFhip_x,hip_y"));
        Assert.Equal([1, -0.25], codec.Read("1, -2.5e-1")!.Pose!);
        Assert.Null(codec.Read("null")!.Pose);
        Assert.Equal("7,damped-velocity,1,0.413,1,2.5,0,4", codec.Write(Prediction));
    }

    [Theory]
    [InlineData("1,2,3", "has 3 numbers where a pose has 2; write one for each, or null for a frame that did not come")]
    [InlineData("1,NaN", "value 2 is \"NaN\", which is no finite number; mend it, or write null for the frame")]
    [InlineData("x,2", "value 1 is \"x\", which is no finite number; mend it, or write null for the frame")]
    [InlineData("[1,\"a\"]", "value 2 is \"\"a\"\", which is no finite number; mend it, or write null for the frame")]
    [InlineData("[1,2", "is not JSON at character 5; write one array of numbers a line")]
    [InlineData("{\"frame\":1}", "the object has no pose; write {\"frame\": 7, \"pose\": [...]}")]
    [InlineData("{\"frame\":-1,\"pose\":[1,2]}", "frame is -1; write a whole number from 0 to 9007199254740992")]
    [InlineData(
        "{\"frame\":9223372036854775807,\"pose\":[1,2]}",
        "frame is 9223372036854775807; write a whole number from 0 to 9007199254740992")]
    [InlineData("{\"pose\":3}", "the pose is 3; write an array of 2 numbers, or null")]
    public void Read_OfAWrongLine_SaysWhereAndHowToMendIt(string line, string message)
    {
        var codec = new PoseLineCodec(2, "pipe");
        codec.Read("");

        Assert.Equal($"pipe:2: {message}", Assert.Throws<InputException>(() => codec.Read(line)).Message);
    }
}
