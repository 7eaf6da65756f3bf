namespace Praxis.Pose;

/// <summary>Parts ready to be pasted, of a batch: each in the middle of a canvas of the picture's size.</summary>
public sealed class PasteCanvases
{
    /// <summary>Type of a place without a part; its mask is 0, so pasting it changes nothing.</summary>
    public const int NoType = -1;

    /// <summary>Makes empty canvases.</summary>
    /// <param name="sampleCount">B, pictures of a batch.</param>
    /// <param name="partCount">N, places for parts of a picture; from 0.</param>
    /// <param name="width">W of the pictures.</param>
    /// <param name="height">H of the pictures.</param>
    public PasteCanvases(int sampleCount, int partCount, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(partCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 2);
        SampleCount = sampleCount;
        PartCount = partCount;
        Width = width;
        Height = height;
        int places = sampleCount * partCount;
        Images = new float[checked(places * 3 * width * height)];
        Masks = new float[places * width * height];
        Types = new int[places];
        Placements = new PastePlacement[places];
        Types.AsSpan().Fill(NoType);
    }

    /// <summary>B.</summary>
    public int SampleCount { get; }

    /// <summary>N.</summary>
    public int PartCount { get; }

    /// <summary>W.</summary>
    public int Width { get; }

    /// <summary>H.</summary>
    public int Height { get; }

    /// <summary>Normalised colours, 0 where the mask is 0: [B, N, 3, H, W].</summary>
    public float[] Images { get; }

    /// <summary>Opacity from 0 to 1: [B, N, 1, H, W].</summary>
    public float[] Masks { get; }

    /// <summary>Numbers of types, or <see cref="NoType"/>: [B, N].</summary>
    public int[] Types { get; }

    /// <summary>Where each is to be pasted; a generator's outputs take their place: [B, N].</summary>
    public PastePlacement[] Placements { get; }

    /// <summary>A part's colours.</summary>
    /// <param name="sample">Its picture.</param>
    /// <param name="part">Its place.</param>
    /// <returns>[3, H, W].</returns>
    public Span<float> ImageOf(int sample, int part) =>
        Images.AsSpan(Place(sample, part) * 3 * Width * Height, 3 * Width * Height);

    /// <summary>A part's mask.</summary>
    /// <param name="sample">Its picture.</param>
    /// <param name="part">Its place.</param>
    /// <returns>[H, W].</returns>
    public Span<float> MaskOf(int sample, int part) =>
        Masks.AsSpan(Place(sample, part) * Width * Height, Width * Height);

    /// <summary>Empties the places of a picture.</summary>
    /// <param name="sample">The picture.</param>
    public void Clear(int sample)
    {
        for (int part = 0; part < PartCount; part++)
        {
            ImageOf(sample, part).Clear();
            MaskOf(sample, part).Clear();
            Types[Place(sample, part)] = NoType;
            Placements[Place(sample, part)] = default;
        }
    }

    internal int Place(int sample, int part)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)SampleCount, nameof(sample));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)part, (uint)PartCount, nameof(part));
        return (sample * PartCount) + part;
    }
}
