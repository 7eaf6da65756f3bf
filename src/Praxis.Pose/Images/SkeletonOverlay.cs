using Praxis.Core;
using SkiaSharp;

namespace Praxis.Pose;

/// <summary>Draws skeletons on pictures: the person's left blue, the right orange, the middle white.</summary>
/// <remarks>Colours of Okabe and Ito, which colour-blind readers can tell apart. A bone is as thick as the person is
/// large; what is hidden or unsure is drawn thinner and paler. Every line has a dark rim, to be seen on any ground.
/// </remarks>
public static class SkeletonOverlay
{
    private const double ThicknessShare = 0.02;
    private const float LeastThickness = 1.5f;
    private const float MostThickness = 12;
    private static readonly SKColor Left = new(86, 180, 233);
    private static readonly SKColor Right = new(230, 159, 0);
    private static readonly SKColor Middle = new(255, 255, 255);

    /// <summary>Draws annotated joints: hidden ones paler, missing ones not.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="skeleton">Joints and bones.</param>
    /// <param name="people">[people][J].</param>
    /// <returns>A new picture.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static RgbImage Draw(
        RgbImage image, PoseSkeleton skeleton, IEnumerable<IReadOnlyList<Joint>> people) =>
        Draw(image, skeleton, people.Select(joints => joints.Select(Mark.Of).ToArray()));

    /// <summary>Draws joints found: unsure ones paler, those below the least confidence not.</summary>
    /// <param name="image">The picture; not changed.</param>
    /// <param name="skeleton">Joints and bones.</param>
    /// <param name="people">[people][J].</param>
    /// <param name="leastScore">The confidence from which a joint is drawn.</param>
    /// <returns>A new picture.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static RgbImage Draw(
        RgbImage image,
        PoseSkeleton skeleton,
        IEnumerable<IReadOnlyList<DetectedJoint>> people,
        double leastScore = 0.05) =>
        Draw(image, skeleton, people.Select(joints => joints.Select(joint => Mark.Of(joint, leastScore)).ToArray()));

    private static RgbImage Draw(RgbImage image, PoseSkeleton skeleton, IEnumerable<Mark[]> people)
    {
        using SKBitmap bitmap = ImageFile.ToBitmap(image);
        using (var canvas = new SKCanvas(bitmap))
        {
            foreach (Mark[] joints in people)
            {
                Check.Length(joints.Length, skeleton.Count);
                Draw(canvas, skeleton, joints);
            }
        }

        return ImageFile.ToImage(bitmap);
    }

    private static void Draw(SKCanvas canvas, PoseSkeleton skeleton, Mark[] joints)
    {
        Mark[] shown = [.. joints.Where(joint => joint.IsShown)];
        if (shown.Length == 0)
        {
            return;
        }

        double size = Math.Max(
            shown.Max(joint => joint.X) - shown.Min(joint => joint.X),
            shown.Max(joint => joint.Y) - shown.Min(joint => joint.Y));
        float thickness = (float)Math.Clamp(ThicknessShare * size, LeastThickness, MostThickness);
        using var paint = new SKPaint { IsAntialias = true, StrokeCap = SKStrokeCap.Round };
        for (int pass = 0; pass < 2; pass++)
        {
            bool isRim = pass == 0;
            foreach ((int from, int to) in skeleton.Bones)
            {
                if (joints[from].IsShown && joints[to].IsShown)
                {
                    double sure = Math.Min(joints[from].Sureness, joints[to].Sureness);
                    SKColor colour = ColourOf(skeleton.Joints[from], skeleton.Joints[to]);
                    paint.Color = (isRim ? SKColors.Black : colour).WithAlpha(Alpha(sure));
                    paint.StrokeWidth = (thickness * (float)(0.5 + (0.5 * sure))) + (isRim ? 1.5f : 0);
                    canvas.DrawLine(joints[from].Point, joints[to].Point, paint);
                }
            }

            for (int i = 0; i < joints.Length; i++)
            {
                if (joints[i].IsShown)
                {
                    SKColor colour = ColourOf(skeleton.Joints[i], skeleton.Joints[i]);
                    paint.Color = (isRim ? SKColors.Black : colour).WithAlpha(Alpha(joints[i].Sureness));
                    canvas.DrawCircle(joints[i].Point, thickness + (isRim ? 1 : 0), paint);
                }
            }
        }
    }

    private static byte Alpha(double sureness) => (byte)(80 + (175 * sureness));

    // A bone that joins the sides, or a side and the middle, takes the side of its end, or the middle of both.
    private static SKColor ColourOf(string from, string to)
    {
        bool isLeft = IsOf(from, "left_") || IsOf(to, "left_");
        bool isRight = IsOf(from, "right_") || IsOf(to, "right_");
        return isLeft == isRight ? Middle : isLeft ? Left : Right;
    }

    private static bool IsOf(string joint, string side) =>
        JointNames.Plain(joint).StartsWith(side, StringComparison.Ordinal);

    private readonly record struct Mark(double X, double Y, double Sureness, bool IsShown)
    {
        public SKPoint Point => new((float)X, (float)Y);

        public static Mark Of(Joint joint) => new(
            joint.X,
            joint.Y,
            joint.State == JointState.Visible ? 1 : 0.35,
            joint.IsLabelled && IsFinite(joint.X, joint.Y));

        public static Mark Of(DetectedJoint joint, double leastScore) => new(
            joint.X,
            joint.Y,
            Math.Clamp(joint.Score, 0, 1),
            joint.Score >= leastScore && IsFinite(joint.X, joint.Y));

        // Beyond this Skia's own arithmetic may overflow.
        private static bool IsFinite(double x, double y) => Math.Abs(x) < 1e6 && Math.Abs(y) < 1e6;
    }
}
