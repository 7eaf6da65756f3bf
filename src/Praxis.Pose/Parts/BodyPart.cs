using Praxis.Core;

namespace Praxis.Pose;

/// <summary>A part cut from a picture: a tight box of pixels, which of them are the part, and the person's
/// joints.</summary>
public sealed class BodyPart
{
    /// <summary>Makes a part.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="image">Its box; pixels that are not the part are made black.</param>
    /// <param name="mask">[height, width], 1 where the part is, else 0; kept.</param>
    /// <param name="joints">The 16 joints of <see cref="PoseSkeleton.Mpii"/> in pixels of the box, may lie beside
    /// it.</param>
    /// <param name="source">Where it comes from, as in "im0001.jpg".</param>
    /// <exception cref="ArgumentException">A length does not fit, or the mask has other values or none.</exception>
    public BodyPart(BodyPartType type, RgbImage image, byte[] mask, IReadOnlyList<Joint> joints, string source)
    {
        Check.Length(mask.Length, (long)image.Width * image.Height, nameof(mask));
        Check.Length(joints.Count, PoseSkeleton.Mpii.Count, nameof(joints));
        if (mask.AsSpan().ContainsAnyExcept((byte)0, (byte)1) || !mask.AsSpan().Contains((byte)1))
        {
            throw new ArgumentException("a mask must be of zeros and ones, with a one", nameof(mask));
        }

        Type = type;
        Mask = mask;
        Joints = [.. joints];
        Source = source;
        var pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                image.Pixels.AsSpan(3 * i, 3).CopyTo(pixels.AsSpan(3 * i));
            }
        }

        Image = new RgbImage(image.Width, image.Height, pixels);
        Area = mask.Count(static one => one != 0);
    }

    /// <summary>Its type.</summary>
    public BodyPartType Type { get; }

    /// <summary>Its pixels, black where the mask is 0.</summary>
    public RgbImage Image { get; }

    /// <summary>[height, width], 1 where the part is, else 0.</summary>
    public byte[] Mask { get; }

    /// <summary>The person's 16 MPII joints in pixels of the part's box.</summary>
    public IReadOnlyList<Joint> Joints { get; }

    /// <summary>Where it comes from.</summary>
    public string Source { get; }

    /// <summary>Pixels of the mask.</summary>
    public int Area { get; }

    /// <summary>Diagonal of the box in pixels.</summary>
    public double Diagonal => Math.Sqrt(((double)Image.Width * Image.Width) + ((double)Image.Height * Image.Height));

    /// <summary>Cuts the tight box around a mask from a picture.</summary>
    /// <param name="type">The type.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="mask">[height, width] of the picture, 0 or 1.</param>
    /// <param name="joints">The 16 joints in pixels of the picture.</param>
    /// <param name="source">Where it comes from.</param>
    /// <exception cref="ArgumentException">The mask has no pixel, or a length does not fit.</exception>
    public static BodyPart Cut(
        BodyPartType type, RgbImage picture, ReadOnlySpan<byte> mask, IReadOnlyList<Joint> joints, string source)
    {
        Check.Length(mask.Length, (long)picture.Width * picture.Height, nameof(mask));
        (int left, int top, int right, int bottom) = Bounds(mask, picture.Width);
        if (right == 0)
        {
            throw new ArgumentException("the mask has no pixel", nameof(mask));
        }

        int width = right - left;
        var image = new RgbImage(width, bottom - top);
        var own = new byte[width * (bottom - top)];
        for (int y = top; y < bottom; y++)
        {
            int from = (y * picture.Width) + left;
            mask.Slice(from, width).CopyTo(own.AsSpan((y - top) * width));
            picture.Pixels.AsSpan(3 * from, 3 * width).CopyTo(image.Pixels.AsSpan(3 * (y - top) * width));
        }

        Joint[] moved = [.. joints.Select(joint => joint with { X = joint.X - left, Y = joint.Y - top })];
        return new BodyPart(type, image, own, moved, source);
    }

    /// <summary>Whether a joint is annotated and lies in the box or within the type's reach beside it.</summary>
    /// <param name="joint">MPII's number, from 0.</param>
    public bool HasJoint(int joint)
    {
        Joint place = Joints[joint];
        double reach = Type.JointReach * Diagonal;
        return place.IsLabelled
            && place.X >= -reach && place.X <= Image.Width + reach
            && place.Y >= -reach && place.Y <= Image.Height + reach;
    }

    // The box of a mask: right and bottom are beyond it; all zeros where the mask is empty.
    private static (int Left, int Top, int Right, int Bottom) Bounds(ReadOnlySpan<byte> mask, int width)
    {
        (int left, int top, int right, int bottom) = (width, mask.Length / width, 0, 0);
        for (int y = 0; y < mask.Length / width; y++)
        {
            ReadOnlySpan<byte> row = mask.Slice(y * width, width);
            int first = row.IndexOfAnyExcept((byte)0);
            if (first >= 0)
            {
                left = Math.Min(left, first);
                right = Math.Max(right, row.LastIndexOfAnyExcept((byte)0) + 1);
                top = Math.Min(top, y);
                bottom = y + 1;
            }
        }

        return (left, top, right, bottom);
    }
}
