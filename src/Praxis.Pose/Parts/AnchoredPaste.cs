using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Parts of a pool near the joints that they belong to.</summary>
/// <remarks>
/// For each part: a type; a joint of the person among the type's anchors, or any joint where it has none of them; a
/// part whose own anchor is annotated and in it; k = body diagonal × ratio / part diagonal × U, as other preparations
/// size theirs, but the body's box being that of its annotated joints; the part's anchor goes to the joint, moved by ±
/// .2 of the box's width and of its height; all is drawn again where less than half of the part's box is in the
/// picture. A place stays empty, with <see cref="PasteCanvases.NoType"/>, after <see cref="AnchorOptions.MostTries"/>.
/// Placements turned on canvases that are not square are for compositors that keep shapes.
/// </remarks>
public sealed class AnchoredPaste : IPastePreparation
{
    private const int Grid = 16;
    private readonly PartPool _pool;
    private readonly PartDraw _draw;
    private readonly AnchorOptions _anchors;
    private readonly CanvasWriter _writer;

    /// <summary>Makes a preparation.</summary>
    /// <param name="pool">The parts.</param>
    /// <param name="anchors">Where parts go; null for the defaults.</param>
    /// <param name="options">Counts, sizes, edges, colours and pictures to skip; null for the defaults.</param>
    /// <exception cref="ArgumentException">The pool is empty or an option impossible.</exception>
    public AnchoredPaste(PartPool pool, AnchorOptions? anchors = null, PasteOptions? options = null)
    {
        _anchors = anchors ?? new AnchorOptions();
        _anchors.Validate();
        options ??= new PasteOptions();
        PartCount = options.MostParts;
        _pool = pool;
        _draw = new PartDraw(pool, options);
        _writer = new CanvasWriter(options);
    }

    /// <inheritdoc/>
    public int PartCount { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The target has no joints.</exception>
    public void Prepare(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample)
    {
        IReadOnlyList<Joint> joints = target.Joints
            ?? throw new ArgumentException("the target must have joints to paste at", nameof(target));
        Check.Length(joints.Count, PoseSkeleton.Mpii.Count, nameof(joints));
        int count = _draw.Begin(random, target, canvases, sample);
        int[] annotated = [.. Enumerable.Range(0, joints.Count).Where(joint => joints[joint].IsLabelled)];
        if (annotated.Length < 2)
        {
            return;
        }

        double width = annotated.Max(joint => joints[joint].X) - annotated.Min(joint => joints[joint].X);
        double height = annotated.Max(joint => joints[joint].Y) - annotated.Min(joint => joints[joint].Y);
        for (int i = 0; i < count; i++)
        {
            for (int attempt = 0; attempt < _anchors.MostTries; attempt++)
            {
                if (TryPaste(random, joints, annotated, (width, height), canvases, sample, i))
                {
                    break;
                }
            }
        }
    }

    private bool TryPaste(
        RandomStream random,
        IReadOnlyList<Joint> joints,
        int[] annotated,
        (double Width, double Height) body,
        PasteCanvases canvases,
        int sample,
        int part)
    {
        BodyPartType type = _pool.Types[random.NextInt(_pool.Types.Count)];
        int[] own = [.. type.AnchorJoints.Where(joint => joints[joint].IsLabelled)];
        if (own.Length == 0 && _anchors.SameTypeOnly)
        {
            return false;
        }

        int at = own.Length > 0 ? own[random.NextInt(own.Length)] : annotated[random.NextInt(annotated.Length)];
        int anchor = own.Length > 0 ? at : type.AnchorJoints[random.NextInt(type.AnchorJoints.Count)];
        IReadOnlyList<BodyPart> parts = _pool.Of(type.Index);
        BodyPart chosen = parts[random.NextInt(parts.Count)];
        double angle = random.Uniform(-1, 1) * _anchors.RotationRange * Math.PI / 180;
        double x = joints[at].X + (random.Sign() * _anchors.Offset * body.Width);
        double y = joints[at].Y + (random.Sign() * _anchors.Offset * body.Height);
        if (!chosen.HasJoint(anchor))
        {
            return false;
        }

        double diagonal = Math.Sqrt((body.Width * body.Width) + (body.Height * body.Height));
        double scale = _draw.Scale(random, new PasteTarget(diagonal), chosen);
        // Where the part's middle goes, by its anchor; the output is turned against the sampling map.
        double awayX = scale * (chosen.Joints[anchor].X - (chosen.Image.Width / 2.0));
        double awayY = scale * (chosen.Joints[anchor].Y - (chosen.Image.Height / 2.0));
        (double sin, double cos) = Math.SinCos(angle);
        double middleX = x - ((cos * awayX) - (sin * awayY));
        double middleY = y - ((sin * awayX) + (cos * awayY));
        (double Width, double Height) half = (scale * chosen.Image.Width / 2, scale * chosen.Image.Height / 2);
        if (!(scale > 0) || Inside(middleX, middleY, half, angle, canvases) < _anchors.LeastInside)
        {
            return false;
        }

        _writer.Write(chosen.Image, chosen.Mask, scale, canvases, sample, part);
        int place = canvases.Place(sample, part);
        canvases.Types[place] = type.Index;
        // Pixels' centres are half a pixel in; -1 and 1 stand on the outer ones.
        canvases.Placements[place] = PastePlacement.Centred(
            angle,
            (2 * (middleX - 0.5) / (canvases.Width - 1)) - 1,
            (2 * (middleY - 0.5) / (canvases.Height - 1)) - 1,
            (double)canvases.Width / canvases.Height);
        return true;
    }

    // The share of a turned box inside the picture, by a grid of places.
    private static double Inside(
        double x, double y, (double Width, double Height) half, double angle, PasteCanvases canvases)
    {
        (double sin, double cos) = Math.SinCos(angle);
        int inside = 0;
        for (int i = 0; i < Grid; i++)
        {
            double v = half.Height * ((((2 * i) + 1.0) / Grid) - 1);
            for (int k = 0; k < Grid; k++)
            {
                double u = half.Width * ((((2 * k) + 1.0) / Grid) - 1);
                double outX = x + (cos * u) - (sin * v);
                double outY = y + (sin * u) + (cos * v);
                inside += outX >= 0 && outX < canvases.Width && outY >= 0 && outY < canvases.Height ? 1 : 0;
            }
        }

        return (double)inside / (Grid * Grid);
    }
}
