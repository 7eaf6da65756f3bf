using System.Text.Json;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>What every fitted model of motion knows of its poses, with its files skeleton.json and
/// model.json.</summary>
/// <param name="Layout">Which numbers it foretells.</param>
/// <param name="FrameSeconds">Seconds from one frame to the next.</param>
/// <param name="Scale">What numbers are multiplied by before a network sees them.</param>
internal sealed record MotionModelDescription(PoseLayout Layout, double FrameSeconds, double Scale)
{
    private const string SkeletonName = "skeleton.json";
    private const string ModelName = "model.json";

    // The joints of a body are this far from the hips, in units of the networks.
    private const double BodySize = 6;

    /// <summary>Of training data: angles as they are, positions in units of about a decimetre.</summary>
    internal static MotionModelDescription Of(MotionData data)
    {
        double scale = 1;
        if (data.Layout.Space == PoseSpace.Position)
        {
            double squares = 0;
            long count = 0;
            foreach (PoseMatrix nodes in data.Train.Select(clip => data.Layout.ToNodes(clip.Whole)))
            {
                foreach (double value in nodes.Values)
                {
                    squares += value * value;
                }

                count += nodes.Values.Length / 3;
            }

            scale = BodySize / Math.Sqrt(Math.Max(squares / Math.Max(1, count), 1e-30));
        }

        return new MotionModelDescription(data.Layout, data.FrameSeconds, scale);
    }

    /// <summary>Whether another one is of the same numbers of the same poses, as of the same training clips.</summary>
    internal bool IsSameAs(MotionModelDescription other) =>
        FrameSeconds == other.FrameSeconds
        && Scale == other.Scale
        && Layout.WholeCount == other.Layout.WholeCount
        && Layout.Columns.SequenceEqual(other.Layout.Columns);

    /// <summary>Writes both files.</summary>
    internal void Save<TOptions>(string folder, TOptions options)
    {
        int[] columns = Layout.Columns.ToArray();
        bool isAngle = Layout.Space == PoseSpace.Angle;
        (int Column, int Node)[] copies = Layout.Copies.ToArray();
        SkeletonFile.Write(Path.Combine(folder, SkeletonName), new SkeletonDescription(Layout.Skeleton)
        {
            AngleColumns = isAngle ? columns : [],
            PositionJoints = isAngle ? [] : [.. columns.Where(static column => column % 3 == 0).Select(Joint)],
            CopyJoints = isAngle ? [] : [.. copies.Where(IsFirst).Select(static copy => copy.Column / 3)],
            CopyFrom = isAngle ? [] : [.. copies.Where(IsFirst).Select(copy => columns[copy.Node] / 3)],
        });
        AtomicFile.WriteText(
            Path.Combine(folder, ModelName),
            JsonSerializer.Serialize(
                new ModelFile<TOptions>(Layout.Space, FrameSeconds, Scale, options), PraxisJson.Indented));

        static int Joint(int column) => column / 3;
        static bool IsFirst((int Column, int Node) copy) => copy.Column % 3 == 0;
    }

    /// <summary>Reads both files.</summary>
    /// <exception cref="InputException">One is missing or damaged.</exception>
    internal static (MotionModelDescription Description, TOptions Options) Load<TOptions>(string folder)
    {
        string path = Path.Combine(folder, ModelName);
        try
        {
            ModelFile<TOptions> file =
                JsonSerializer.Deserialize<ModelFile<TOptions>>(File.ReadAllText(path), PraxisJson.Indented)!;
            SkeletonDescription skeleton = SkeletonFile.Read(Path.Combine(folder, SkeletonName));
            var layout = PoseLayout.Of(skeleton, file.Space);
            return (new MotionModelDescription(layout, file.FrameSeconds, file.Scale), file.Options);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException(
                $"{path}: cannot be read ({exception.Message}); the run folder is damaged", exception);
        }
    }

    private sealed record ModelFile<TOptions>(PoseSpace Space, double FrameSeconds, double Scale, TOptions Options);
}
