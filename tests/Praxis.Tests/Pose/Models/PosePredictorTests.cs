using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Tests.Pose.Figures;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Models;

public sealed class PosePredictorTests
{
    private static readonly PoseRecipe Recipe = new()
    {
        Width = 64,
        Height = 64,
        Stacks = 2,
        Channels = 16,
        Depth = 2,
        Fusion = PoseFusion.Last,
    };

    [Theory]
    [InlineData(PoseFusion.Last)]
    [InlineData(PoseFusion.MeanMap)]
    [InlineData(PoseFusion.Median)]
    [InlineData(PoseFusion.Voting)]
    [InlineData(PoseFusion.VisibilityVoting)]
    public void Find_MirroredPicture_GivesMirroredJoints(PoseFusion fusion)
    {
        PoseRecipe recipe = Recipe with
        {
            Fusion = fusion,
            Scales = [0.9, 1, 1.1],
            HasVisibility = fusion == PoseFusion.VisibilityVoting,
        };
        using var network = Network(recipe);
        var predictor = new PosePredictor(network, recipe, PoseSkeleton.Lsp);
        for (ulong seed = 0; seed < 3; seed++)
        {
            // Noise has no flat ground, on which peaks would tie; a peak below 0 is no place.
            RgbImage image = Noise(seed);
            var box = new PersonBox(40, 30, 70, 90);
            DetectedJoint[] straight = predictor.Find(image, box);
            DetectedJoint[] mirrored = predictor.Find(
                Mirrored(image), box with { X = image.Width - box.X - box.Width });
            for (int joint = 0; joint < straight.Length; joint++)
            {
                DetectedJoint other = mirrored[PoseSkeleton.Lsp.Mirror[joint]];
                Assert.Equal(straight[joint].X, image.Width - other.X, 0.02);
                Assert.Equal(straight[joint].Y, other.Y, 0.02);
                Assert.Equal(straight[joint].Score, other.Score, 1e-3);
            }
        }
    }

    [Fact]
    public void Find_MeanMapAtOneScale_IsTheMeanOfTheStacks()
    {
        using var network = Network(Recipe);
        FigureSample sample = DrawnFigures.Of(FigureSplit.Train)[0];
        HeatmapCodec codec = Recipe.Codec();
        var crop = CropTransform.Of(sample.Box, 64, 64);
        var mean = new float[14 * 16 * 16];
        using (torch.NewDisposeScope())
        {
            torch.Tensor picture = torch.empty([1, 3, 64, 64]);
            CropSampler.Sample(
                sample.Image,
                crop,
                PixelNormalisation.ImageNet,
                picture.Floats(),
                PoseBatch.SamplesPerSide(crop.Scale));
            var pass = new NetworkPass(network.Tensors, isTraining: false, hasGradients: false);
            PoseOutput straight = network.Forward(pass, picture);
            PoseOutput mirrored = network.Forward(pass, picture.flip(3));
            for (int stack = 0; stack < 2; stack++)
            {
                float[] joined = straight.Maps[stack].contiguous().Floats().ToArray();
                HeatmapFlip.Merge(
                    joined, mirrored.Maps[stack].contiguous().Floats(), 16, 16, PoseSkeleton.Lsp);
                for (int i = 0; i < mean.Length; i++)
                {
                    mean[i] += joined[i] / 2;
                }
            }
        }

        DetectedJoint[] expected = crop.ToPicture(codec.Decode(mean, Recipe.Decoding), PoseSkeleton.Lsp);
        DetectedJoint[] found = new PosePredictor(
            network, Recipe with { Fusion = PoseFusion.MeanMap }, PoseSkeleton.Lsp).Find(sample.Image, sample.Box);
        Assert.All(expected.Zip(found), static pair =>
        {
            Assert.Equal(pair.First.X, pair.Second.X, 1e-2);
            Assert.Equal(pair.First.Y, pair.Second.Y, 1e-2);
            Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4);
        });
    }

    [Fact]
    public void Find_LastOfSeveralScales_IsThatOfTheScaleNearestToOne()
    {
        using var network = Network(Recipe);
        FigureSample sample = DrawnFigures.Of(FigureSplit.Train)[1];
        DetectedJoint[] one = new PosePredictor(network, Recipe, PoseSkeleton.Lsp).Find(sample.Image, sample.Box);
        DetectedJoint[] several = new PosePredictor(
            network, Recipe with { Scales = [0.8, 1, 1.3] }, PoseSkeleton.Lsp).Find(sample.Image, sample.Box);
        Assert.Equal(one, several);
    }

    [Theory]
    [InlineData(PoseFusion.Voting)]
    [InlineData(PoseFusion.MeanMap)]
    public void Find_ScalesInAnyOrder_GivesTheSame(PoseFusion fusion)
    {
        using var network = Network(Recipe);
        FigureSample sample = DrawnFigures.Of(FigureSplit.Train)[2];
        DetectedJoint[] up = Find([0.85, 1, 1.15]);
        Assert.Equal(up, Find([1.15, 0.85, 1]));

        DetectedJoint[] Find(double[] scales) => new PosePredictor(
            network, Recipe with { Fusion = fusion, Scales = scales }, PoseSkeleton.Lsp).Find(sample.Image, sample.Box);
    }

    [Fact]
    public void Attention_WithAndWithoutRegions_IsAMapOrNull()
    {
        PoseRecipe recipe = Recipe with { Region = RegionKind.Gated };
        using var network = Network(recipe);
        using var predictor = new PosePredictor(network, recipe, PoseSkeleton.Lsp);
        FigureSample sample = DrawnFigures.Of(FigureSplit.Train)[0];
        (float[] map, CropTransform crop) = predictor.Attention(sample.Image, sample.Box)!.Value;
        Assert.Equal(recipe.Width * recipe.Height / 16, map.Length);
        Assert.All(map, static value => Assert.InRange(value, 0, 1.0001f));
        (double x, double y) = predictor.PlaceOf(0, crop);
        Assert.Equal(crop.ToPicture(2, 2), (x, y));
        using var plain = Network(Recipe);
        Assert.Null(new PosePredictor(plain, Recipe, PoseSkeleton.Lsp).Attention(sample.Image, sample.Box));
    }

    private static PoseNetwork Network(PoseRecipe recipe)
    {
        var network = new PoseNetwork(recipe.Shape(14), new RandomStream(4, 0));
        foreach (Parameter bias in network.Tensors.All.Where(
            static one => one.Name.EndsWith(".heat.bias", StringComparison.Ordinal)))
        {
            bias.Values.Fill(100);
        }

        return network;
    }

    private static RgbImage Noise(ulong seed)
    {
        var random = new RandomStream(seed, 0);
        var image = new RgbImage(180, 160);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)random.NextInt(256);
        }

        return image;
    }

    private static RgbImage Mirrored(RgbImage image)
    {
        var mirrored = new RgbImage(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                image.Pixels.AsSpan(3 * ((y * image.Width) + x), 3)
                    .CopyTo(mirrored.Pixels.AsSpan(3 * ((y * image.Width) + image.Width - 1 - x)));
            }
        }

        return mirrored;
    }
}
