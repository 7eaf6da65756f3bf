namespace Praxis.Pose;

/// <summary>A drawn picture of a person with all that is to be known of it.</summary>
public sealed class FigureSample
{
    /// <summary>Label of a pixel that shows an object, a loose limb or half a body.</summary>
    public const byte ObjectLabel = 254;

    /// <summary>Label of a pixel that shows the second person.</summary>
    public const byte OtherLabel = 255;

    /// <summary>The split that it belongs to.</summary>
    public required FigureSplit Split { get; init; }

    /// <summary>Its number within the split, from 0.</summary>
    public required int Item { get; init; }

    /// <summary>The picture, square.</summary>
    public required RgbImage Image { get; init; }

    /// <summary>What each pixel shows, [height, width]: 0 the background, 1 to 23 the target's
    /// <see cref="FigurePart"/>, else <see cref="ObjectLabel"/> or <see cref="OtherLabel"/>.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>The target's 14 joints in the order of <see cref="PoseSkeleton.Lsp"/>, with states; none is
    /// missing.</summary>
    /// <remarks>A joint behind an object or another person is said to be hidden by that, also where the person's own
    /// body would hide it; a loose limb or half a body counts as an object.</remarks>
    public required IReadOnlyList<Joint> Joints { get; init; }

    /// <summary>The second person's 14 joints, or null where there is none. States are of that person's own body and
    /// the target's.</summary>
    public IReadOnlyList<Joint>? OtherJoints { get; init; }

    /// <summary>Around the target's head, hair and hat left out: what PCKh is scaled by.</summary>
    public required PersonBox HeadBox { get; init; }

    /// <summary>Around all of the target that is in the picture, hidden or not.</summary>
    public required PersonBox Box { get; init; }

    /// <summary>Overlap of the boxes of target and second person, intersection over union; 0 without one.</summary>
    public double BoxOverlap { get; init; }

    /// <summary>Share of the target's area in the picture that objects, limbs or people in front of it hide.</summary>
    public double HiddenShare { get; init; }

    /// <summary>Whether the second person stands in front.</summary>
    public bool IsOtherInFront { get; init; }

    /// <summary>How alike the target's sides are dressed.</summary>
    public required FigureSymmetry Symmetry { get; init; }

    /// <summary>What the target wears.</summary>
    public required FigureGarments Garments { get; init; }

    /// <summary>The target's turn in degrees, 0 to 360: 0 faces the viewer, 180 shows the back.</summary>
    public required double Yaw { get; init; }

    /// <summary>Left shoulder to right hip in pixels: what PCK is scaled by.</summary>
    public double TorsoLength
    {
        get
        {
            Joint shoulder = Joints[FigureJoints.LeftShoulder];
            Joint hip = Joints[FigureJoints.RightHip];
            return Math.Sqrt(Math.Pow(shoulder.X - hip.X, 2) + Math.Pow(shoulder.Y - hip.Y, 2));
        }
    }

    /// <summary>Whether a pixel shows the target.</summary>
    /// <param name="pixel">Row × width + column.</param>
    public bool IsTarget(int pixel) => Labels[pixel] is not (0 or ObjectLabel or OtherLabel);

    /// <summary>The target's mask: [height, width], 1 where it is seen, else 0.</summary>
    public byte[] TargetMask()
    {
        var mask = new byte[Labels.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = IsTarget(i) ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>The second person's mask: [height, width], 1 where it is seen, else 0.</summary>
    public byte[] OtherMask()
    {
        var mask = new byte[Labels.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = Labels[i] == OtherLabel ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>The target as readers of annotated pictures give people.</summary>
    public Person ToPerson() => new(Joints, Box) { Id = Item, HeadBox = HeadBox };
}
