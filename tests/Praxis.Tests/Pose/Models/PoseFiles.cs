using System.Text.Json;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>Drawn figures as pictures with annotations in COCO's format, as users have photographs.</summary>
internal static class PoseFiles
{
    /// <summary>Writes pictures and their annotations.</summary>
    /// <returns>The path of the annotations.</returns>
    public static string WriteFigures(string folder, int count, int size = 64, ulong seed = 5)
    {
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        FigureSample[] samples =
            new FigureRenderer(new FigureOptions { Size = size }, seed).Draw(FigureSplit.Train, count, 2);
        for (int i = 0; i < count; i++)
        {
            ImageFile.WritePng(Path.Combine(folder, "images", $"{i:D3}.png"), samples[i].Image);
        }

        string path = Path.Combine(folder, "people.json");
        File.WriteAllText(path, Annotations(samples.Select((sample, i) => ($"{i:D3}.png", sample.ToPerson()))));
        return path;
    }

    /// <summary>Annotations of one person a picture, of the 14 joints of LSP.</summary>
    public static string Annotations(IEnumerable<(string Name, Person Person)> people) => JsonSerializer.Serialize(new
    {
        images = people.Select((one, i) => new { id = i + 1, file_name = one.Name }),
        annotations = people.Select((one, i) => new
        {
            id = i + 1,
            image_id = i + 1,
            category_id = 1,
            keypoints = one.Person.Joints.SelectMany(joint => joint.IsLabelled
                ? (double[])[joint.X - 0.5, joint.Y - 0.5, joint.State == JointState.Visible ? 2 : 1]
                : [0, 0, 0]),
            bbox = (double[])[one.Person.Box.X, one.Person.Box.Y, one.Person.Box.Width, one.Person.Box.Height],
            area = one.Person.Box.Width * one.Person.Box.Height,
            iscrowd = 0,
        }),
        categories = new[]
        {
            new
            {
                id = 1,
                name = "person",
                keypoints = PoseSkeleton.Lsp.Joints,
                skeleton = PoseSkeleton.Lsp.Bones.Select(bone => (int[])[bone.From + 1, bone.To + 1]),
            },
        },
    });
}
