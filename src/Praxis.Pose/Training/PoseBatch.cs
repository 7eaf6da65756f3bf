using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Crops of a batch with their targets and the parts to paste.</summary>
internal sealed class PoseBatch
{
    private readonly PoseNetworkShape _shape;
    private readonly HeatmapCodec _codec;
    private readonly PoseSkeleton _skeleton;
    private readonly RandomCrop _changes;
    private readonly IPastePreparation? _pasting;
    private readonly PoseMapping? _toMpii;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="size">B.</param>
    /// <param name="shape">Sizes of pictures and maps.</param>
    /// <param name="codec">Makes targets.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="changes">How crops vary.</param>
    /// <param name="pasting">What is pasted; null for nothing.</param>
    internal PoseBatch(
        int size,
        PoseNetworkShape shape,
        HeatmapCodec codec,
        PoseSkeleton skeleton,
        RandomCrop changes,
        IPastePreparation? pasting)
    {
        _shape = shape;
        _codec = codec;
        _skeleton = skeleton;
        _changes = changes;
        _pasting = pasting;
        _toMpii = pasting is null ? null : PoseMapping.Find(skeleton, PoseSkeleton.Mpii);
        Size = size;
        Pictures = new float[size * PictureLength];
        Targets = new float[size * shape.Joints * MapLength];
        Weights = new float[size * shape.Joints];
        Seen = new float[size * shape.Joints];
        Canvases = new PasteCanvases(size, pasting?.PartCount ?? 0, shape.Width, shape.Height);
    }

    /// <summary>B.</summary>
    internal int Size { get; }

    /// <summary>[B, 3, H, W], normalised.</summary>
    internal float[] Pictures { get; }

    /// <summary>[B, J, h, w].</summary>
    internal float[] Targets { get; }

    /// <summary>1 where a joint counts: [B, J].</summary>
    internal float[] Weights { get; }

    /// <summary>1 where a joint is seen: [B, J].</summary>
    internal float[] Seen { get; }

    /// <summary>The parts.</summary>
    internal PasteCanvases Canvases { get; }

    /// <summary>Numbers of a picture.</summary>
    internal int PictureLength => RgbImage.Channels * _shape.Height * _shape.Width;

    /// <summary>Numbers of a map.</summary>
    internal int MapLength => _shape.MapHeight * _shape.MapWidth;

    /// <summary>Fills a place, from any thread.</summary>
    /// <param name="place">From 0 to B - 1.</param>
    /// <param name="example">The person.</param>
    /// <param name="random">All draws; null for the crop as it is, without parts.</param>
    internal void Fill(int place, PoseExample example, RandomStream? random)
    {
        CropChange change = random is null ? CropChange.None : _changes.Draw(random);
        PersonBox box = random is null ? example.Person.Box : _changes.DrawBox(example.Person, _skeleton, random);
        var crop = CropTransform.Of(box, _shape.Width, _shape.Height, change);
        CropSampler.Sample(
            example.Image,
            crop,
            PixelNormalisation.ImageNet,
            Pictures.AsSpan(place * PictureLength, PictureLength),
            SamplesPerSide(crop.Scale));
        Joint[] joints = crop.ToCrop(example.Person.Joints, _skeleton);
        int count = _shape.Joints;
        _codec.Encode(
            joints,
            Targets.AsSpan(place * count * MapLength, count * MapLength),
            Weights.AsSpan(place * count, count));
        for (int joint = 0; joint < count; joint++)
        {
            Seen[(place * count) + joint] = joints[joint].State == JointState.Visible ? 1 : 0;
        }

        if (_pasting is null)
        {
            return;
        }

        if (random is null)
        {
            Canvases.Clear(place);
            return;
        }

        bool isHalf = box != example.Person.Box;
        PasteTarget target = PasteTarget.OfCrop(_shape.Width, _shape.Height, change.Scale) with
        {
            Joints = _toMpii?.Apply(joints),
            LabelledJoints = example.Person.Joints.Count(static joint => joint.IsLabelled),
            IsHalfBody = isHalf,
            Texture = example.Image,
            TextureArea = example.PictureArea,
        };
        _pasting.Prepare(random, target, Canvases, place);
    }

    /// <summary>Points averaged in a pixel of a crop that is so many times smaller than its picture.</summary>
    internal static int SamplesPerSide(double scale) => (int)Math.Clamp(Math.Ceiling(scale - 0.25), 1, 8);
}
