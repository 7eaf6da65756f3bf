using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Inference;

public sealed class PosePredictorTests
{
    [Fact]
    public void LastMaps_Crop_AreTorchsMapsOfCropAndMirrorJoined()
    {
        PoseRecipe recipe = Recipe(PoseFusion.Last);
        PoseSkeleton skeleton = PoseSkeleton.Mpii;
        using PoseNetwork network = PoseNetworks.Trained(recipe.Shape(skeleton.Count));
        using var predictor = new PosePredictor(network, recipe, skeleton);
        RgbImage image = Noise();
        (float[] maps, CropTransform crop) = predictor.LastMaps(image, new PersonBox(8, 4, 60, 70));

        int length = 3 * recipe.Width * recipe.Height;
        var pictures = new float[2 * length];
        CropSampler.Sample(
            image, crop, PixelNormalisation.ImageNet, pictures.AsSpan(0, length), PoseBatch.SamplesPerSide(crop.Scale));
        for (int i = 0; i < length; i++)
        {
            pictures[length + i] = pictures[(i / recipe.Width * recipe.Width) + recipe.Width - 1 - (i % recipe.Width)];
        }

        float[] both = PoseNetworks.Evaluate(network, pictures).Maps[^1];
        float[] expected = both[..maps.Length];
        HeatmapFlip.Merge(expected, both.AsSpan(maps.Length), recipe.Width / 4, recipe.Height / 4, skeleton);
        for (int i = 0; i < maps.Length; i++)
        {
            Assert.Equal(expected[i], maps[i], 1e-4);
        }
    }

    [Theory]
    [InlineData(nameof(PoseFusion.Last))]
    [InlineData(nameof(PoseFusion.MeanMap))]
    [InlineData(nameof(PoseFusion.VisibilityVoting))]
    public void Find_OnManyThreads_GivesTheSame(string fusion)
    {
        PoseRecipe recipe = Recipe(Enum.Parse<PoseFusion>(fusion));
        using PoseNetwork network = PoseNetworks.Trained(recipe.Shape(PoseSkeleton.Mpii.Count));
        using var predictor = new PosePredictor(network, recipe, PoseSkeleton.Mpii);
        RgbImage image = Noise();
        DetectedJoint[] alone = predictor.Find(image, new PersonBox(8, 4, 60, 70));
        Parallel.For(0, 8, _ => Assert.Equal(alone, predictor.Find(image, new PersonBox(8, 4, 60, 70))));
    }

    private static PoseRecipe Recipe(PoseFusion fusion) => new()
    {
        Width = 64,
        Height = 64,
        Stacks = 2,
        Channels = 16,
        Depth = 2,
        HasVisibility = true,
        Region = RegionKind.Masked,
        Fusion = fusion,
        Scales = fusion == PoseFusion.Last ? [1] : [0.85, 1, 1.15],
    };

    private static RgbImage Noise()
    {
        var random = new RandomStream(4, 4);
        return new RgbImage(80, 80, [.. Enumerable.Range(0, 80 * 80 * 3).Select(_ => (byte)random.Uniform(0, 256))]);
    }
}
