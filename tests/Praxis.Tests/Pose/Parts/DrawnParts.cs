using Praxis.Pose;
using Praxis.Tests.Pose.Figures;

namespace Praxis.Tests.Pose.Parts;

/// <summary>A pool cut from fifty drawn figures, and parts made by hand.</summary>
internal static class DrawnParts
{
    private static readonly Lazy<PartPool> FigurePool = new(() =>
    {
        var builder = new PartPoolBuilder(PartCleaning.Figures, 12);
        foreach (FigureSample sample in DrawnFigures.Of(FigureSplit.Train))
        {
            builder.Add(sample);
        }

        return builder.Build();
    });

    public static PartPool Pool => FigurePool.Value;

    /// <summary>A full rectangle of one grey with every joint in its middle.</summary>
    public static BodyPart Block(int type, int width, int height, byte grey = 200)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(grey);
        var mask = new byte[width * height];
        mask.AsSpan().Fill(1);
        return new BodyPart(
            BodyPartType.All[type], image, mask, Joints((_, _) => (width / 2.0, height / 2.0)), "made up");
    }

    /// <summary>Sixteen visible joints.</summary>
    public static Joint[] Joints(Func<int, string, (double X, double Y)> place) =>
    [
        .. PoseSkeleton.Mpii.Joints.Select((name, i) =>
        {
            (double x, double y) = place(i, name);
            return new Joint(x, y, JointState.Visible);
        }),
    ];
}
