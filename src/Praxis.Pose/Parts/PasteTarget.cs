namespace Praxis.Pose;

/// <summary>The picture that parts are prepared for.</summary>
/// <param name="BodyDiagonal">Diagonal of the person's box in pixels of the canvas.</param>
public sealed record PasteTarget(double BodyDiagonal)
{
    /// <summary>The person's 16 MPII joints in pixels of the canvas; null where not known.</summary>
    public IReadOnlyList<Joint>? Joints { get; init; }

    /// <summary>How many joints of the person are annotated, seen or hidden; null where not known.</summary>
    public int? LabelledJoints { get; init; }

    /// <summary>Whether the picture was cut to half of the body.</summary>
    public bool IsHalfBody { get; init; }

    /// <summary>A picture to cut textures from, as the training picture itself.</summary>
    public RgbImage? Texture { get; init; }

    /// <summary>Where <see cref="Texture"/> has a picture, in whole pixels within it: what lies beyond is black and not
    /// cut. Null for all of it.</summary>
    public PersonBox? TextureArea { get; init; }

    /// <summary>The target of a centred crop.</summary>
    /// <param name="width">Width of the canvas.</param>
    /// <param name="height">Height of the canvas.</param>
    /// <param name="scale">The crop's random scale: above 1 the person is smaller.</param>
    /// <param name="padding">Side of an unscaled crop over that of the body.</param>
    public static PasteTarget OfCrop(int width, int height, double scale = 1, double padding = 1.25) =>
        new(Math.Sqrt(((double)width * width) + ((double)height * height)) / (padding * scale));
}
