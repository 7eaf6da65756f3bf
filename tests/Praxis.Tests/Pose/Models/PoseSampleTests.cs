using System.Text.Json;
using Praxis.App;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>The figures that come with the repository.</summary>
public sealed class PoseSampleTests
{
    private const int OfEach = 2;
    private static readonly string Folder = Path.Combine(SharedData.Root, "samples", "pose", "pictures");
    private static readonly string Annotations = Path.Combine(Folder, "people.json");

    [Fact]
    public void Pictures_OfTheSample_AreWhatIsDrawn()
    {
        FigureSample[] samples = Samples();
        string text = Text(samples);
        if (Environment.GetEnvironmentVariable("PRAXIS_UPDATE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.Combine(Folder, "images"));
            File.WriteAllText(Annotations, text);
            foreach (FigureSample sample in samples)
            {
                ImageFile.WritePng(PathOf(sample), sample.Image);
            }
        }

        Assert.Equal(File.ReadAllText(Annotations), text);
        Assert.All(
            samples, static sample => Assert.Equal(sample.Image.Pixels, ImageFile.Read(PathOf(sample)).Pixels));
        Assert.Equal(samples.Length, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Fact]
    public void Inspect_TheSample_FindsItsPeople()
    {
        RunResults found = InspectJob.Run(Annotations, new Dictionary<string, string>());
        Assert.Equal(["annotations", "joints", "kinds"], found.Tables.Take(3).Select(static table => table.Name));
        Assert.Equal(12, found.Tables[0].Rows[0][1]);
        Assert.Equal(14, found.Tables[0].Rows[2][1]);
    }

    private static FigureSample[] Samples()
    {
        var renderer = new FigureRenderer(seed: 1);
        return
        [
            .. FigureSplits.Tests.SelectMany(split =>
                Enumerable.Range(0, OfEach).Select(item => renderer.Draw(split, item))),
        ];
    }

    private static string Name(FigureSample sample) =>
        $"{sample.Split.ToString().ToLowerInvariant()}-{sample.Item + 1}.png";

    private static string PathOf(FigureSample sample) => Path.Combine(Folder, "images", Name(sample));

    private static string Text(FigureSample[] samples)
    {
        var people = samples
            .SelectMany((sample, picture) => ((IReadOnlyList<Joint>?[])[sample.Joints, sample.OtherJoints])
                .OfType<IReadOnlyList<Joint>>()
                .Select((joints, person) =>
                    (Picture: picture + 1, Joints: joints, Box: person == 0 ? sample.Box : Box(joints))))
            .ToArray();
        return JsonSerializer.Serialize(
            new
            {
                images = samples.Select((sample, i) => new
                {
                    id = i + 1,
                    file_name = Name(sample),
                    width = sample.Image.Width,
                    height = sample.Image.Height,
                }),
                annotations = people.Select((one, i) => new
                {
                    id = i + 1,
                    image_id = one.Picture,
                    category_id = 1,
                    keypoints = one.Joints.SelectMany(static joint => (double[])
                    [
                        Math.Round(joint.X - 0.5, 2),
                        Math.Round(joint.Y - 0.5, 2),
                        joint.State == JointState.Visible ? 2 : 1,
                    ]),
                    bbox = ((double[])[one.Box.X, one.Box.Y, one.Box.Width, one.Box.Height])
                        .Select(static number => Math.Round(number, 2)),
                    area = Math.Round(one.Box.Width * one.Box.Height, 1),
                    iscrowd = 0,
                }),
                categories = new[]
                {
                    new
                    {
                        id = 1,
                        name = "person",
                        keypoints = PoseSkeleton.Lsp.Joints,
                        skeleton = PoseSkeleton.Lsp.Bones.Select(static bone => (int[])[bone.From + 1, bone.To + 1]),
                    },
                },
            }) + "\n";
    }

    private static PersonBox Box(IReadOnlyList<Joint> joints) => new(
        joints.Min(static joint => joint.X),
        joints.Min(static joint => joint.Y),
        joints.Max(static joint => joint.X) - joints.Min(static joint => joint.X),
        joints.Max(static joint => joint.Y) - joints.Min(static joint => joint.Y));
}
