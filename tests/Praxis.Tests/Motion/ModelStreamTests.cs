using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.App;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>Streams of bodies that stand otherwise than those that were learnt.</summary>
public sealed class ModelStreamTests
{
    [Theory]
    [InlineData("arnet")]
    [InlineData("zero-velocity")]
    public void Stream_BodyThatFacesElsewhere_IsAnsweredAsItStands(string name)
    {
        using var place = new MotionPlace(name);
        place.Fit("run");
        var about = Rotation.AboutAxis(1, 2.5);
        PositionClip clip = MotionPlace.Clip(20, 1).ToPositions();
        Vector3D[][] plain = Answers(place, clip, Rotation.Identity);
        Vector3D[][] turned = Answers(place, clip, about);
        Assert.Equal(20, turned.Length);
        for (int line = 0; line < plain.Length; line++)
        {
            Assert.All(plain[line].Zip(turned[line]), pair =>
                Assert.Equal(0, ((about * pair.First) - pair.Second).Length, 1e-3));
        }

        // What hangs rigidly on the root is where the last frame has it, seen from the root.
        Vector3D leg = clip.Positions(19)[1] - clip.Positions(19)[0];
        Assert.Equal(0, (plain[19][1] - leg).Length, 1e-4);
        Assert.Equal(0, (turned[19][1] - (about * leg)).Length, 1e-4);
    }

    // The first foretold pose of each line.
    private static Vector3D[][] Answers(MotionPlace place, PositionClip clip, Rotation about)
    {
        var lines = new StringBuilder();
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            IEnumerable<double> numbers = clip.Positions(frame).ToArray().Select(one => about * one)
                .SelectMany(static one => (double[])[one.X, one.Y, one.Z]);
            lines.AppendLine(
                $"[{string.Join(',', numbers.Select(static one => one.ToString(CultureInfo.InvariantCulture)))}]");
        }

        var output = new StringWriter();
        new StreamJob(place.Environment).Run("run", new StringReader(lines.ToString()), output);
        return
        [
            .. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
            {
                using JsonDocument answer = JsonDocument.Parse(line);
                JsonElement pose = answer.RootElement.GetProperty("poses")[0];
                return pose.EnumerateArray().Select(static one => one.GetDouble()).Chunk(3)
                    .Select(static one => new Vector3D(one[0], one[1], one[2])).ToArray();
            }),
        ];
    }
}
