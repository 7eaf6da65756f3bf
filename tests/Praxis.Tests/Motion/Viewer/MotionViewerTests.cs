using System.Text.Json;
using System.Text.RegularExpressions;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Viewer;

public sealed partial class MotionViewerTests
{
    private const string Attack = "</script><script>alert('\"&1')</script>";

    [Fact]
    public void Html_OfAClip_AsksNoHostForAnything()
    {
        string page = MotionViewer.Html(Sample(10, 25));

        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<link|<img|<iframe|@import|url\\(|fetch\\(|XMLHttp|WebSocket| src=", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Save(page);
    }

    [Fact]
    public void Html_NamesWithScripts_AreInert()
    {
        MotionView plain = Sample(10, 25);
        string[] names = [.. plain.Truth.JointNames.Select((name, i) => i == 4 ? Attack : name)];
        PositionClip Named(PositionClip clip) => new(
            names, clip.FrameSeconds, [.. Enumerable.Range(0, clip.FrameCount).SelectMany(
                frame => clip.Positions(frame).ToArray())], millimetresPerUnit: clip.MillimetresPerUnit);

        string page = MotionViewer.Html(plain with
        {
            Truth = Named(plain.Truth),
            Predicted = Named(plain.Predicted),
            File = Attack,
            Model = Attack,
            TruthName = Attack,
            PredictionName = Attack,
            CurveLabel = Attack,
            Notes = [Attack],
            Curves = [new ViewCurve(Attack, plain.PositionErrors())],
        });

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('", page, StringComparison.Ordinal);
        Assert.Equal(2, Script().Count(page));
        Assert.Equal(Attack, Data(page).GetProperty("joints")[4].GetString());
    }

    [Fact]
    public void Html_Positions_ComeBackToATenthOfAMillimetre()
    {
        MotionView view = Sample(30, 40);
        JsonElement data = Data(MotionViewer.Html(view));
        Vector3D origin = view.Truth.Positions(29)[0];

        Assert.Equal(30, data.GetProperty("observed").GetInt32());
        Assert.Equal(1000.0 / 60, data.GetProperty("ms").GetDouble(), 1e-3);
        AssertSame(view.Truth, Unpack(data, "truth", view.Truth.JointNames.Count));
        AssertSame(view.Predicted, Unpack(data, "predicted", view.Truth.JointNames.Count));

        void AssertSame(PositionClip clip, List<double> values)
        {
            Assert.Equal(3 * clip.JointNames.Count * clip.FrameCount, values.Count);
            for (int i = 0; i < values.Count; i++)
            {
                Vector3D place = clip.Positions(i / 3 / clip.JointNames.Count)[i / 3 % clip.JointNames.Count] - origin;
                Assert.Equal(MotionSample.MillimetresPerUnit * place[i % 3], values[i], 0.0501);
            }
        }
    }

    [Fact]
    public void Html_TruthThatEndsEarly_IsShownAsFarAsItGoes()
    {
        MotionView whole = Sample(10, 25);
        MotionView view = whole with { Truth = whole.Truth.WithPositions(whole.Truth.ToMatrix().Slice(0, 10)) };

        string page = MotionViewer.Html(view with { Curves = [new ViewCurve("model", [])] });

        Assert.Empty(view.PositionErrors());
        Assert.DoesNotContain("class=\"chart\"", page, StringComparison.Ordinal);
        Assert.Contains("25 frames = 416.7 true ms", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_ZUp_IsTurnedSoThatYIsUp()
    {
        MotionView view = Sample(10, 25);
        PositionClip Turned(PositionClip clip)
        {
            double[] values = clip.ToMatrix().Values.ToArray();
            for (int i = 0; i < values.Length; i += 3)
            {
                (values[i + 1], values[i + 2]) = (-values[i + 2], values[i + 1]);
            }

            return clip.WithPositions(new PoseMatrix(clip.FrameCount, 3 * clip.JointNames.Count, values));
        }

        JsonElement up = Data(MotionViewer.Html(view));
        JsonElement turned = Data(MotionViewer.Html(
            view with { Truth = Turned(view.Truth), Predicted = Turned(view.Predicted), UpAxis = 2 }));

        Assert.Equal(up.GetProperty("truth").GetString(), turned.GetProperty("truth").GetString());
        Assert.Equal(up.GetProperty("yaw").GetDouble(), turned.GetProperty("yaw").GetDouble(), 1e-3);
    }

    [Fact]
    public void Html_ClipsThatDiffer_AreRefused()
    {
        MotionView view = Sample(10, 25);

        Assert.Throws<ArgumentOutOfRangeException>(() => MotionViewer.Html(view with { ObservedCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MotionViewer.Html(view with { ObservedCount = 36 }));
        Assert.ThrowsAny<ArgumentException>(() => MotionViewer.Html(view with { Parents = [-1] }));
        Assert.ThrowsAny<ArgumentException>(() => MotionViewer.Html(
            view with { Predicted = view.Predicted.Resample(2 * view.Predicted.FrameSeconds) }));
    }

    // The sample's last frames at 60 a second, and the last observed pose held.
    private static MotionView Sample(int observed, int future)
    {
        PositionClip clip = MotionSample.ReadBvh().EveryNth(2).ToPositions();
        PoseMatrix all = clip.ToMatrix().Slice(clip.FrameCount - observed - future, observed + future);
        PositionClip truth = clip.WithPositions(all);
        PositionClip predicted = clip.WithPositions(
            new DampedVelocity(0.95).Predict(all.Slice(0, observed), future));
        var view = new MotionView(truth, predicted, observed) { File = "cmu_131_01.bvh", Model = "damped velocity" };
        PositionClip held = clip.WithPositions(ZeroVelocity.Predict(all.Slice(0, observed), future));
        return view with
        {
            Curves =
            [
                new ViewCurve("damped velocity", view.PositionErrors()),
                new ViewCurve("zero velocity", (view with { Predicted = held }).PositionErrors()),
            ],
            Notes = ["Frames are 16.7 true ms apart; tables of this benchmark label them 40 ms."],
        };
    }

    // PRAXIS_SAVE_VIEW names a file to look at.
    private static void Save(string page)
    {
        if (Environment.GetEnvironmentVariable("PRAXIS_SAVE_VIEW") is { Length: > 0 } path)
        {
            File.WriteAllText(path, page);
        }
    }

    private static JsonElement Data(string page) =>
        JsonDocument.Parse(Json().Match(page).Groups["json"].Value).RootElement;

    private static List<double> Unpack(JsonElement data, string name, int joints)
    {
        byte[] bytes = Convert.FromBase64String(data.GetProperty(name).GetString()!);
        var values = new List<double>();
        double scale = data.GetProperty("scale").GetDouble();
        var last = new long[3 * joints];
        int at = 0;
        while (at < bytes.Length)
        {
            long value = 0;
            int shift = 0;
            do
            {
                value |= (long)(bytes[at] & 127) << shift;
                shift += 7;
            }
            while (bytes[at++] > 127);
            ref long before = ref last[values.Count % last.Length];
            before += (value & 1) == 0 ? value >> 1 : -((value + 1) >> 1);
            values.Add(before / scale);
        }

        return values;
    }

    [GeneratedRegex("id=\"motion\">(?<json>[^<]*)</script>")]
    private static partial Regex Json();

    [GeneratedRegex("</script>")]
    private static partial Regex Script();
}
