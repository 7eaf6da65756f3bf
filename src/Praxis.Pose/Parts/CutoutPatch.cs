using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Rectangles of mean colour, one colour or noise, of the sizes that parts would have, at random
/// places.</summary>
/// <remarks>Cutout (DeVries and Taylor 2017, arXiv 1708.04552) on the path of pasted parts: same counts, sizes, edges
/// and placements. Types are those of the parts that gave the sizes.</remarks>
public sealed class CutoutPatch : IPastePreparation
{
    private readonly PartDraw _draw;
    private readonly CanvasWriter _writer;
    private readonly PasteOptions _options;
    private readonly PatchFill _fill;

    /// <summary>Makes a preparation.</summary>
    /// <param name="pool">The parts whose sizes are taken.</param>
    /// <param name="fill">What patches show.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The pool is empty or an option impossible.</exception>
    public CutoutPatch(PartPool pool, PatchFill fill = PatchFill.Mean, PasteOptions? options = null)
    {
        _options = options ?? new PasteOptions();
        _draw = new PartDraw(pool, _options);
        _writer = new CanvasWriter(_options);
        _fill = fill;
        PartCount = _options.MostParts;
    }

    /// <inheritdoc/>
    public int PartCount { get; }

    /// <inheritdoc/>
    public void Prepare(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample)
    {
        int count = _draw.Begin(random, target, canvases, sample);
        for (int i = 0; i < count; i++)
        {
            BodyPart part = _draw.Part(random);
            (int width, int height) = PatchSize.Of(part, _draw.Scale(random, target, part), canvases);
            var image = new RgbImage(width, height);
            Fill(random, image.Pixels);
            _writer.Write(image, PatchSize.FullMask(image), 1, canvases, sample, i);
            int place = canvases.Place(sample, i);
            canvases.Types[place] = part.Type.Index;
            canvases.Placements[place] = PastePlacement.Random(random);
        }
    }

    private void Fill(RandomStream random, byte[] pixels)
    {
        if (_fill == PatchFill.Noise)
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)(random.NextUInt32() >> 24);
            }

            return;
        }

        Span<byte> colour = stackalloc byte[3];
        for (int channel = 0; channel < 3; channel++)
        {
            colour[channel] = _fill == PatchFill.Mean
                ? (byte)Math.Clamp(Math.Round(255 * _options.Mean[channel]), 0, 255)
                : (byte)(random.NextUInt32() >> 24);
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = colour[i % 3];
        }
    }
}
