using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Rectangles cut from a picture, of the sizes that parts would have, at random places: texture without
/// meaning.</summary>
/// <remarks>The control for pasted parts: same counts, sizes, edges and placements.</remarks>
public sealed class TexturePatch : IPastePreparation
{
    private readonly PartDraw _draw;
    private readonly CanvasWriter _writer;

    /// <summary>Makes a preparation.</summary>
    /// <param name="pool">The parts whose sizes are taken.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The pool is empty or an option impossible.</exception>
    public TexturePatch(PartPool pool, PasteOptions? options = null)
    {
        options ??= new PasteOptions();
        _draw = new PartDraw(pool, options);
        _writer = new CanvasWriter(options);
        PartCount = options.MostParts;
    }

    /// <inheritdoc/>
    public int PartCount { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The target has no texture, or its area is not within it.</exception>
    public void Prepare(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample)
    {
        RgbImage texture = target.Texture
            ?? throw new ArgumentException("the target must have a texture to cut from", nameof(target));
        PersonBox area = target.TextureArea ?? new PersonBox(0, 0, texture.Width, texture.Height);
        if (!(area is { X: >= 0, Y: >= 0, Width: >= 1, Height: >= 1 }
            && area.X + area.Width <= texture.Width && area.Y + area.Height <= texture.Height))
        {
            throw new ArgumentException("the area must be a pixel or more within the texture", nameof(target));
        }

        int count = _draw.Begin(random, target, canvases, sample);
        for (int i = 0; i < count; i++)
        {
            BodyPart part = _draw.Part(random);
            (int width, int height) = PatchSize.Of(part, _draw.Scale(random, target, part), canvases);
            RgbImage image = Cut(random, texture, area, width, height);
            _writer.Write(image, PatchSize.FullMask(image), 1, canvases, sample, i);
            int place = canvases.Place(sample, i);
            canvases.Types[place] = part.Type.Index;
            canvases.Placements[place] = PastePlacement.Random(random);
        }
    }

    private static RgbImage Cut(RandomStream random, RgbImage texture, PersonBox area, int mostWidth, int mostHeight)
    {
        int width = Math.Min(mostWidth, (int)area.Width);
        int height = Math.Min(mostHeight, (int)area.Height);
        int left = (int)area.X + random.NextInt((int)area.Width - width + 1);
        int top = (int)area.Y + random.NextInt((int)area.Height - height + 1);
        var image = new RgbImage(width, height);
        for (int y = 0; y < height; y++)
        {
            texture.Pixels.AsSpan(3 * (((top + y) * texture.Width) + left), 3 * width)
                .CopyTo(image.Pixels.AsSpan(3 * y * width));
        }

        return image;
    }
}
