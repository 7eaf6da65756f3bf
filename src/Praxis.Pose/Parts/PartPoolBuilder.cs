using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Cuts parts from pictures and keeps the good ones.</summary>
public sealed class PartPoolBuilder
{
    private static readonly PoseMapping LspToMpii = PoseMapping.Between(PoseSkeleton.Lsp, PoseSkeleton.Mpii);
    private readonly PartCleaner _cleaner;
    private readonly int _mostPerType;
    private readonly int[] _counts = new int[BodyPartType.All.Count];
    private readonly List<BodyPart> _parts = [];
    private readonly List<PartRejection> _rejections = [];

    /// <summary>Begins an empty pool.</summary>
    /// <param name="cleaning">Which parts are good enough; for drawn figures take
    /// <see cref="PartCleaning.Figures"/>.</param>
    /// <param name="mostPerType">Parts of a type that are enough: later ones are not looked at.</param>
    public PartPoolBuilder(PartCleaning cleaning, int mostPerType = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPerType, 1);
        _cleaner = new PartCleaner(cleaning);
        _mostPerType = mostPerType;
    }

    /// <summary>Whether each type has as many parts as are enough.</summary>
    public bool IsFull => _counts.All(count => count >= _mostPerType);

    /// <summary>Cuts all parts of a drawn figure.</summary>
    /// <param name="sample">A figure to learn from.</param>
    /// <exception cref="ArgumentException">The figure is not of <see cref="FigureSplit.Train"/>: parts of figures to
    /// test on may not be learnt from.</exception>
    public void Add(FigureSample sample)
    {
        if (sample.Split != FigureSplit.Train)
        {
            throw new ArgumentException(
                $"parts must be of figures of Train; got one of {sample.Split}", nameof(sample));
        }

        IReadOnlyList<Joint> joints = LspToMpii.Apply(sample.Joints);
        foreach (BodyPartType type in BodyPartType.All)
        {
            FigurePart[] parts = FigurePartTypes.Of(type.Index, sample.Garments);
            if (parts.Length == 0)
            {
                continue;
            }

            uint wanted = 0;
            foreach (FigurePart part in parts)
            {
                wanted |= 1u << (int)part;
            }

            var mask = new byte[sample.Labels.Length];
            for (int i = 0; i < mask.Length; i++)
            {
                byte label = sample.Labels[i];
                mask[i] = label < 32 && (wanted & (1u << label)) != 0 ? (byte)1 : (byte)0;
            }

            Add(type, sample.Image, mask, joints, $"train/{sample.Item}");
        }
    }

    /// <summary>Cuts all parts of a parsed person.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="map">What its pixels show; CCP's maps go through <see cref="ClothingParsing.ToLip"/> first.</param>
    /// <param name="scheme">Which labels make up which type.</param>
    /// <param name="joints">The person's 16 MPII joints in pixels, or null where none are annotated: then parts have
    /// none, and the cleaning must not need them.</param>
    /// <param name="source">Where it comes from.</param>
    /// <exception cref="ArgumentException">The map is of another size.</exception>
    public void Add(
        RgbImage picture, ParsingMap map, PartScheme scheme, IReadOnlyList<Joint>? joints, string source)
    {
        Check.Length(map.Width, picture.Width, "width of the map");
        Check.Length(map.Height, picture.Height, "height of the map");
        IReadOnlyList<Joint> places = joints ?? new Joint[PoseSkeleton.Mpii.Count];
        foreach (BodyPartType type in BodyPartType.All)
        {
            if (scheme.Labels.TryGetValue(type.Index, out IReadOnlyList<string>? labels))
            {
                Add(type, picture, map.MaskOf([.. labels]), places, source);
            }
        }
    }

    /// <summary>Cuts parts by a person's mask and joints.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="mask">[height, width], not 0 where the person is.</param>
    /// <param name="joints">The person's 16 MPII joints in pixels.</param>
    /// <param name="source">Where it comes from.</param>
    /// <exception cref="ArgumentException">The mask is of another size.</exception>
    public void Add(RgbImage picture, ReadOnlySpan<byte> mask, IReadOnlyList<Joint> joints, string source)
    {
        Check.Length(mask.Length, (long)picture.Width * picture.Height, nameof(mask));
        if (BoneParsing.Assign(picture.Width, mask, joints) is { } map)
        {
            Add(picture, map, PartScheme.Bones, joints, source);
        }
        else
        {
            _rejections.Add(new PartRejection(
                BodyPartType.All[BodyPartType.WholePerson].Name,
                source,
                "joints: thorax and pelvis give no torso length"));
        }
    }

    /// <summary>The pool of what was added so far.</summary>
    public PartPool Build() => new(_parts, _rejections);

    private void Add(
        BodyPartType type, RgbImage picture, byte[] mask, IReadOnlyList<Joint> joints, string source)
    {
        // What a picture does not show at all is no rejection.
        if (_counts[type.Index] >= _mostPerType || !mask.AsSpan().Contains((byte)1))
        {
            return;
        }

        (BodyPart? part, string reason) = _cleaner.Judge(type, picture, mask, joints, source);
        if (part is null)
        {
            _rejections.Add(new PartRejection(type.Name, source, reason));
        }
        else
        {
            _counts[type.Index]++;
            _parts.Add(part);
        }
    }
}
