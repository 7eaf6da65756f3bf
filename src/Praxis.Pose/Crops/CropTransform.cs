using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Where a crop lies in its picture: the way of points between both. Immutable.</summary>
/// <remarks>
/// picture = centre + scale · M · R(rotation) · (crop − middle of the crop), with R(a) = [cos a, −sin a; sin a, cos a],
/// y down, and M = diag(−1, 1) for a mirrored crop: the authors' order, who mirror the picture first. Places are
/// continuous on both sides, a pixel's centre at ½, so that a mirror is x → W − x and nothing shifts.
/// </remarks>
public sealed class CropTransform
{
    /// <summary>How much larger than the person's box a crop is, in the rules of MPII and COCO alike.</summary>
    public const double Padding = 1.25;

    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yx;
    private readonly double _yy;

    /// <summary>Makes a transform.</summary>
    /// <param name="centre">The crop's middle in the picture.</param>
    /// <param name="sourceWidth">Pixels of the picture that the crop's width covers, above 0; the height follows from
    /// the crop's shape.</param>
    /// <param name="width">Columns of the crop, from 1.</param>
    /// <param name="height">Rows of the crop, from 1.</param>
    /// <param name="rotation">Degrees by which the frame is turned in the picture, clockwise; the content of the crop
    /// turns the other way.</param>
    /// <param name="isMirrored">Whether left and right change.</param>
    /// <exception cref="ArgumentException">A number is not finite, or a size not in its range.</exception>
    public CropTransform(
        (double X, double Y) centre,
        double sourceWidth,
        int width,
        int height,
        double rotation = 0,
        bool isMirrored = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(width, height), 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sourceWidth);
        if (!double.IsFinite(centre.X + centre.Y + sourceWidth + rotation))
        {
            throw new ArgumentException("centre, width and rotation must be finite", nameof(centre));
        }

        Centre = centre;
        Width = width;
        Height = height;
        Rotation = rotation;
        IsMirrored = isMirrored;
        Scale = sourceWidth / width;
        (double sine, double cosine) = Math.SinCos(rotation * Math.PI / 180);
        double side = isMirrored ? -1 : 1;
        _xx = side * Scale * cosine;
        _xy = -side * Scale * sine;
        _yx = Scale * sine;
        _yy = Scale * cosine;
    }

    /// <summary>The crop's middle in the picture.</summary>
    public (double X, double Y) Centre { get; }

    /// <summary>Columns of the crop.</summary>
    public int Width { get; }

    /// <summary>Rows of the crop.</summary>
    public int Height { get; }

    /// <summary>Degrees by which the frame is turned.</summary>
    public double Rotation { get; }

    /// <summary>Whether left and right change.</summary>
    public bool IsMirrored { get; }

    /// <summary>Pixels of the picture per pixel of the crop.</summary>
    public double Scale { get; }

    /// <summary>The crop of a person: its box, widened to the crop's shape, 1.25 times as large.</summary>
    /// <param name="box">The person's box. That of MPII people is the square of the authors, so that this is their crop
    /// too.</param>
    /// <param name="width">Columns of the crop.</param>
    /// <param name="height">Rows of the crop.</param>
    /// <param name="change">What chance changes; null for nothing.</param>
    /// <param name="padding">The factor.</param>
    /// <returns>The transform. A box without size is taken as one pixel.</returns>
    /// <exception cref="ArgumentException">The box is not finite.</exception>
    public static CropTransform Of(
        PersonBox box, int width, int height, CropChange? change = null, double padding = Padding)
    {
        CropChange chosen = change ?? CropChange.None;
        double wide = Math.Max(Math.Max(box.Width, box.Height * width / height), 1);
        return new CropTransform(
            box.Centre, wide * padding * chosen.Scale, width, height, chosen.Rotation, chosen.IsMirrored);
    }

    /// <summary>The point of the picture under a point of the crop.</summary>
    /// <param name="x">Pixels from the crop's left edge.</param>
    /// <param name="y">Pixels from the crop's top edge.</param>
    public (double X, double Y) ToPicture(double x, double y)
    {
        double right = x - (Width / 2.0);
        double down = y - (Height / 2.0);
        return (Centre.X + (_xx * right) + (_xy * down), Centre.Y + (_yx * right) + (_yy * down));
    }

    /// <summary>The point of the crop over a point of the picture.</summary>
    /// <param name="x">Pixels from the picture's left edge.</param>
    /// <param name="y">Pixels from the picture's top edge.</param>
    public (double X, double Y) ToCrop(double x, double y)
    {
        // The matrix is a turn or a mirrored turn times the scale: its inverse is its transpose over scale².
        double right = (x - Centre.X) / (Scale * Scale);
        double down = (y - Centre.Y) / (Scale * Scale);
        return ((Width / 2.0) + (_xx * right) + (_yx * down), (Height / 2.0) + (_xy * right) + (_yy * down));
    }

    /// <summary>The joints of a person in the crop; of a mirrored crop left and right are exchanged.</summary>
    /// <param name="joints">[J], in the picture.</param>
    /// <param name="skeleton">Which joints change sides.</param>
    /// <returns>[J], in pixels of the crop.</returns>
    /// <exception cref="ArgumentException">The number of joints is not the skeleton's.</exception>
    public Joint[] ToCrop(IReadOnlyList<Joint> joints, PoseSkeleton skeleton)
    {
        Check.Length(joints.Count, skeleton.Count);
        var mapped = new Joint[joints.Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            Joint joint = joints[IsMirrored ? skeleton.Mirror[i] : i];
            (double x, double y) = ToCrop(joint.X, joint.Y);
            mapped[i] = joint.IsLabelled ? new Joint(x, y, joint.State) : default;
        }

        return mapped;
    }

    /// <summary>Joints found in the crop, in the picture; of a mirrored crop left and right are exchanged
    /// back.</summary>
    /// <param name="joints">[J], in pixels of the crop.</param>
    /// <param name="skeleton">Which joints change sides.</param>
    /// <returns>[J], in the picture.</returns>
    /// <exception cref="ArgumentException">The number of joints is not the skeleton's.</exception>
    public DetectedJoint[] ToPicture(IReadOnlyList<DetectedJoint> joints, PoseSkeleton skeleton)
    {
        Check.Length(joints.Count, skeleton.Count);
        var mapped = new DetectedJoint[joints.Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            DetectedJoint joint = joints[IsMirrored ? skeleton.Mirror[i] : i];
            (double x, double y) = ToPicture(joint.X, joint.Y);
            mapped[i] = joint with { X = x, Y = y };
        }

        return mapped;
    }
}
