using System.Text.Json;
using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>A trained pose network.</summary>
/// <remarks>Generators serve training alone and are not part of it. Safe on several threads.</remarks>
public sealed class FittedPose : IFitted<FittedPose>, IDisposable
{
    private const string DescriptionFile = "pose.json";
    private const string WeightsFile = "weights.safetensors";
    private const string PlacementsFile = "placements.safetensors";
    private readonly PoseNetwork _network;
    private readonly PosePredictor _predictor;

    internal FittedPose(PoseRecipe recipe, PoseSkeleton skeleton, PoseNetwork network, NamedArray? placements)
    {
        Recipe = recipe;
        Skeleton = skeleton;
        Placements = placements;
        _network = network;
        _predictor = new PosePredictor(network, recipe, skeleton);
    }

    /// <summary>The joints that it finds.</summary>
    public PoseSkeleton Skeleton { get; }

    /// <summary>Trained numbers.</summary>
    public long WeightCount => _network.Tensors.WeightCount;

    internal PoseRecipe Recipe { get; }

    internal PoseNetwork Network => _network;

    internal PosePredictor Predictor => _predictor;

    /// <summary>What the generator said of some pictures at each epoch, [epochs, pictures, types, 3]; null without a
    /// generator.</summary>
    internal NamedArray? Placements { get; }

    /// <summary>Finds the joints of a person.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">Where the person is; null for the whole picture.</param>
    /// <returns>[J], in pixels of the picture.</returns>
    public IReadOnlyList<DetectedJoint> Find(RgbImage image, PersonBox? box = null) =>
        _predictor.Find(image, box ?? PosePrediction.Whole(image));

    /// <summary>Writes the network as an ONNX model for other runtimes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <remarks>Input "pictures" [N, 3, H, W]: crops, red first, normalised as the metadata say. Outputs "heatmaps"
    /// [N, J, H / 4, W / 4] of the last stack and, where the network has such a layer, "visibility" [N, J], log odds.
    /// Operator set 17; N is free. Crops, mirror images and the reading of maps are left to the user.</remarks>
    public void ExportOnnx(string path) =>
        AtomicFile.Write(path, stream => OnnxPose.Write(_network, [.. Skeleton.Joints], stream));

    /// <inheritdoc/>
    public void Save(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, DescriptionFile), stream => JsonSerializer.Serialize(
            stream,
            new Content(
                Recipe,
                Skeleton.Name,
                [.. Skeleton.Joints],
                [.. Skeleton.Bones.Select(static bone => (int[])[bone.From, bone.To])],
                [.. Skeleton.Sigmas]),
            PraxisJson.Indented));
        Safetensors.Write(
            Path.Combine(folder, WeightsFile),
            [.. _network.Parameters.Select(static one => one.ToArray())]);
        if (Placements is not null)
        {
            Safetensors.Write(Path.Combine(folder, PlacementsFile), [Placements]);
        }
    }

    /// <inheritdoc/>
    public static FittedPose Load(string folder)
    {
        Content content = Read(Path.Combine(folder, DescriptionFile));
        var skeleton = new PoseSkeleton(
            content.Skeleton,
            content.Joints,
            [.. content.Bones.Select(static bone => (bone[0], bone[1]))],
            content.Sigmas);
        var network = new PoseNetwork(content.Recipe.Shape(skeleton.Count), new RandomStream(0, 0));
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
        foreach (Parameter parameter in network.Parameters)
        {
            weights.Read(parameter.Name, parameter.Values);
        }

        return new FittedPose(content.Recipe, skeleton, network, placements: null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _predictor.Dispose();
        _network.Dispose();
    }

    private static Content Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<Content>(stream, PraxisJson.Indented)
                ?? throw new InputException($"{path}: is empty; fit the run again");
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            throw new InputException($"{path}: cannot be read; fit the run again", broken);
        }
    }

    private sealed record Content(
        PoseRecipe Recipe, string Skeleton, string[] Joints, int[][] Bones, double[] Sigmas);
}
