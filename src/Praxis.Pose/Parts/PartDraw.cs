using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>What parts, patches and their sizes are drawn by; shared by all preparations.</summary>
internal sealed class PartDraw
{
    private readonly PartPool _pool;
    private readonly PasteOptions _options;

    public PartDraw(PartPool pool, PasteOptions options)
    {
        options.Validate();
        if (pool.Types.Count == 0)
        {
            throw new ArgumentException("the pool has no part", nameof(pool));
        }

        _pool = pool;
        _options = options;
    }

    /// <summary>Empties a picture's places and says how many parts it gets: 0 where it is to be left alone.</summary>
    public int Begin(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample)
    {
        if (canvases.PartCount < _options.MostParts)
        {
            throw new ArgumentException(
                $"canvases must have {_options.MostParts} places; got {canvases.PartCount}", nameof(canvases));
        }

        canvases.Clear(sample);
        // Drawn in any case, so that skipping one picture moves no draw within a stream.
        int count = _options.PartCounts[random.NextInt(_options.PartCounts.Count)];
        int labelled = target.LabelledJoints ?? int.MaxValue;
        bool isSkipped = (target.IsHalfBody && !_options.PastesOnHalfBodies)
            || labelled < _options.FewestLabelledJoints;
        return isSkipped ? 0 : count;
    }

    /// <summary>A type among those that the pool has, then one of its parts.</summary>
    public BodyPart Part(RandomStream random)
    {
        IReadOnlyList<BodyPart> parts = _pool.Of(_pool.Types[random.NextInt(_pool.Types.Count)].Index);
        return parts[random.NextInt(parts.Count)];
    }

    /// <summary>Canvas pixels in one of the part's: k = body diagonal × ratio / part diagonal × U.</summary>
    public double Scale(RandomStream random, PasteTarget target, BodyPart part) =>
        target.BodyDiagonal * part.Type.DiagonalRatio / part.Diagonal
        * random.Uniform(_options.SmallestScale, _options.LargestScale);
}
