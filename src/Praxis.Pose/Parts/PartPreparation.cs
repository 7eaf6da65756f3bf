using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Parts of a pool, sized by the body and placed at random; a generator may replace the placements.</summary>
/// <remarks>Semantic data augmentation of ASDA (Bin et al. 2020, arXiv 2008.00697) as its authors' program does it: a
/// type uniform over those that the pool has, a part uniform within it, k = body diagonal × ratio / part diagonal ×
/// U(.7, 1.3). <see cref="CanvasWriter"/> tells of two slips that are not followed.</remarks>
public sealed class PartPreparation : IPastePreparation
{
    private readonly PartDraw _draw;
    private readonly CanvasWriter _writer;

    /// <summary>Makes a preparation.</summary>
    /// <param name="pool">The parts; at least one.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The pool is empty or an option impossible.</exception>
    public PartPreparation(PartPool pool, PasteOptions? options = null)
    {
        options ??= new PasteOptions();
        _draw = new PartDraw(pool, options);
        _writer = new CanvasWriter(options);
        PartCount = options.MostParts;
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
            _writer.Write(part.Image, part.Mask, _draw.Scale(random, target, part), canvases, sample, i);
            int place = canvases.Place(sample, i);
            canvases.Types[place] = part.Type.Index;
            canvases.Placements[place] = PastePlacement.Random(random);
        }
    }
}
