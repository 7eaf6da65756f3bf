using System.Collections.Concurrent;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>Finds the joints of people by a network, with its mirror image, at one scale or several.</summary>
/// <remarks>Each crop and its mirror image are joined before places are read; stacks and scales are joined as the
/// recipe says. Safe on several threads. The network's weights are copied when first asked for.</remarks>
internal sealed class PosePredictor : IDisposable
{
    private readonly PoseNetwork _network;
    private readonly Lazy<FrozenPose> _frozen;
    private readonly ConcurrentBag<PoseSession> _sessions = [];
    private readonly PoseRecipe _recipe;
    private readonly PoseSkeleton _skeleton;
    private readonly HeatmapCodec _codec;

    internal PosePredictor(PoseNetwork network, PoseRecipe recipe, PoseSkeleton skeleton)
    {
        _network = network;
        _frozen = new Lazy<FrozenPose>(() => new FrozenPose(network));
        _recipe = recipe;
        _skeleton = skeleton;
        _codec = recipe.Codec();
    }

    internal PoseSkeleton Skeleton => _skeleton;

    private int MapLength => _codec.Width * _codec.Height;

    private bool NeedsAllStacks => _recipe.Fusion != PoseFusion.Last;

    /// <summary>The joints of a person, in pixels of the picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">The person.</param>
    /// <returns>[J].</returns>
    internal DetectedJoint[] Find(RgbImage image, PersonBox box)
    {
        var views = new List<View>();
        foreach (double scale in Scales())
        {
            var crop = CropTransform.Of(box, _recipe.Width, _recipe.Height, new CropChange(scale, 0, false));
            views.AddRange(Views(image, crop, scale));
        }

        return _recipe.Fusion switch
        {
            PoseFusion.Last => views[^1].Crop.ToPicture(_codec.Decode(views[^1].Maps, _recipe.Decoding), _skeleton),
            PoseFusion.MeanMap => MeanMap(views),
            _ => Vote(views),
        };
    }

    /// <summary>The joined heat maps of the last stack at scale 1: [J, h, w], with the crop they belong to.
    /// </summary>
    internal (float[] Maps, CropTransform Crop) LastMaps(RgbImage image, PersonBox box)
    {
        var crop = CropTransform.Of(box, _recipe.Width, _recipe.Height);
        return (Views(image, crop, 1)[^1].Maps, crop);
    }

    /// <summary>Where the regions of the last stack strengthen features: [h, w], from 0, with the crop it belongs to;
    /// null without regions.</summary>
    internal (float[] Map, CropTransform Crop)? Attention(RgbImage image, PersonBox box)
    {
        if (_recipe.Region is RegionKind.None or RegionKind.Block)
        {
            return null;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        var crop = CropTransform.Of(box, _recipe.Width, _recipe.Height);
        torch.Tensor picture = torch.empty([1, RgbImage.Channels, _recipe.Height, _recipe.Width]);
        Sample(image, crop, picture.Floats());
        PoseOutput output = _network.Forward(
            new NetworkPass(_network.Tensors, isTraining: false, hasGradients: false), picture);
        return output.Attention is { } attention ? (attention[0].contiguous().Floats().ToArray(), crop) : null;
    }

    /// <summary>The place of a bin of a heat map in the picture.</summary>
    internal (double X, double Y) PlaceOf(int bin, CropTransform crop)
    {
        (double x, double y) = _codec.ToInput(bin % _codec.Width, bin / _codec.Width);
        return crop.ToPicture(x, y);
    }

    // The scale nearest to 1 comes first, and alone where nothing is joined.
    private IEnumerable<double> Scales() => _recipe.Scales
        .OrderBy(static scale => Math.Abs(Math.Log(scale)))
        .ThenBy(static scale => scale)
        .Take(NeedsAllStacks ? _recipe.Scales.Count : 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PoseSession session in _sessions)
        {
            session.Dispose();
        }

        _sessions.Clear();
        if (_frozen.IsValueCreated)
        {
            _frozen.Value.Dispose();
        }
    }

    // The crop and its mirror image through the network; a view for each stack that counts.
    private View[] Views(RgbImage image, CropTransform crop, double scale)
    {
        if (!_sessions.TryTake(out PoseSession? session))
        {
            session = new PoseSession(_frozen.Value);
        }

        int count = _skeleton.Count;
        int first = NeedsAllStacks ? 0 : _recipe.Stacks - 1;
        var maps = new float[_recipe.Stacks - first][];
        var votes = new double[count];
        var mirrored = new float[count * MapLength];
        Sample(image, crop, session.Picture);
        session.Run();
        for (int stack = 0; stack < maps.Length; stack++)
        {
            session.CopyHeat(first + stack, maps[stack] = new float[count * MapLength]);
        }

        double[] seen = [.. session.Visibility.ToArray()];
        Mirror(session.Picture);
        session.Run();
        for (int stack = 0; stack < maps.Length; stack++)
        {
            session.CopyHeat(first + stack, mirrored);
            HeatmapFlip.Merge(maps[stack], mirrored, _codec.Width, _codec.Height, _skeleton);
        }

        for (int joint = 0; joint < seen.Length; joint++)
        {
            votes[joint] = (seen[joint] + session.Visibility[_skeleton.Mirror[joint]]) / 2;
        }

        _sessions.Add(session);
        return [.. maps.Select(map => new View(crop, scale, map, votes))];
    }

    private static void Sample(RgbImage image, CropTransform crop, Span<float> picture) => CropSampler.Sample(
        image, crop, PixelNormalisation.ImageNet, picture, PoseBatch.SamplesPerSide(crop.Scale));

    private void Mirror(Span<float> picture)
    {
        for (int start = 0; start < picture.Length; start += _recipe.Width)
        {
            picture.Slice(start, _recipe.Width).Reverse();
        }
    }

    private DetectedJoint[] Vote(List<View> views)
    {
        DetectedJoint[][] places =
            [.. views.Select(view => view.Crop.ToPicture(_codec.Decode(view.Maps, _recipe.Decoding), _skeleton))];
        return
        [
            .. Enumerable.Range(0, _skeleton.Count).Select(joint =>
            {
                DetectedJoint[] candidates = [.. places.Select(one => one[joint])];
                double[] votes = _recipe.Fusion == PoseFusion.VisibilityVoting
                    ? [.. views.Select(view => view.Votes[joint])]
                    : [.. candidates.Select(static one => (double)one.Score)];
                return _recipe.Fusion == PoseFusion.Median
                    ? CascadeVoting.Median(candidates)
                    : CascadeVoting.Vote(candidates, votes);
            }),
        ];
    }

    // Maps of other scales are read where the bins of the first scale lie in them.
    private DetectedJoint[] MeanMap(List<View> views)
    {
        View first = views[0];
        var mean = new float[first.Maps.Length];
        foreach (View view in views)
        {
            double factor = first.Scale / view.Scale;
            for (int joint = 0; joint < _skeleton.Count; joint++)
            {
                ReadOnlySpan<float> map = view.Maps.AsSpan(joint * MapLength, MapLength);
                for (int row = 0; row < _codec.Height; row++)
                {
                    double y = ((row - ((_codec.Height - 1) / 2.0)) * factor) + ((_codec.Height - 1) / 2.0);
                    for (int column = 0; column < _codec.Width; column++)
                    {
                        double x = ((column - ((_codec.Width - 1) / 2.0)) * factor) + ((_codec.Width - 1) / 2.0);
                        mean[(joint * MapLength) + (row * _codec.Width) + column] += At(map, x, y) / views.Count;
                    }
                }
            }
        }

        return first.Crop.ToPicture(_codec.Decode(mean, _recipe.Decoding), _skeleton);
    }

    // Bilinear, 0 outside.
    private float At(ReadOnlySpan<float> map, double x, double y)
    {
        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        double right = x - left;
        double down = y - top;
        double sum = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            int column = left + (corner & 1);
            int row = top + (corner >> 1);
            if ((uint)column < (uint)_codec.Width && (uint)row < (uint)_codec.Height)
            {
                double weight = ((corner & 1) == 1 ? right : 1 - right) * (corner >> 1 == 1 ? down : 1 - down);
                sum += weight * map[(row * _codec.Width) + column];
            }
        }

        return (float)sum;
    }

    private sealed record View(CropTransform Crop, double Scale, float[] Maps, double[] Votes);
}
