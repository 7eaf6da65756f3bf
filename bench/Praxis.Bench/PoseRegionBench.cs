using System.Globalization;
using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Bench;

/// <summary>What the parts of RANet cost when a person is looked for, on one thread: crops, mirror image, network and
/// fusion, as <c>predict</c> does it. Weights are the first ones: they do not change the time.</summary>
internal static class PoseRegionBench
{
    private const int PictureSize = 256;
    private static readonly double[] ThreeScales = [0.85, 1, 1.15];
    private static readonly string[] Names =
        ["none", "pda", "fps", "fps-control", "ere", "ere-masked", "ere-ungated", "ere-control", "visibility", "all"];

    internal static void Run(PosePreset preset)
    {
        Console.WriteLine("| parts | fusion | forward passes | weights | ms a person | over base |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var basis = PoseRecipe.Of(preset);
        foreach (string name in Names)
        {
            Row(name, basis, PoseArms.Recipe(name, basis));
        }

        foreach (string name in (string[])["none", "all"])
        {
            foreach (PoseFusion fusion in (PoseFusion[])[PoseFusion.MeanMap, PoseFusion.Voting])
            {
                Row(name, basis, PoseArms.Recipe(name, basis) with { Fusion = fusion, Scales = ThreeScales });
            }
        }

        Row("all", basis, PoseArms.Recipe("all", basis) with
        {
            Fusion = PoseFusion.VisibilityVoting,
            Scales = ThreeScales,
        });
    }

    private static void Row(string name, PoseRecipe basis, PoseRecipe recipe)
    {
        PoseSkeleton skeleton = PoseSkeleton.Lsp;
        using PoseNetwork network = Network(recipe, skeleton);
        using PoseNetwork plain = Network(basis, skeleton);
        using var predictor = new PosePredictor(network, recipe, skeleton);
        using var other = new PosePredictor(plain, basis, skeleton);
        RgbImage picture = Noise();
        var box = new PersonBox(0, 0, PictureSize, PictureSize);
        (_, double seconds, double ratio) = ProcessorTime.Compare(
            () => other.Find(picture, box), () => predictor.Find(picture, box), .3, 7);
        int scales = recipe.Fusion == PoseFusion.Last ? 1 : recipe.Scales.Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {recipe.Fusion} | {2 * scales} | {network.Tensors.WeightCount} | {seconds * 1e3:F2}"
            + $" | {ratio:F2} |"));
    }

    private static PoseNetwork Network(PoseRecipe recipe, PoseSkeleton skeleton) =>
        new(recipe.Shape(skeleton.Count), new RandomStream(1, 1, 256));

    private static RgbImage Noise()
    {
        var random = new RandomStream(4, 4);
        var values = new byte[PictureSize * PictureSize * RgbImage.Channels];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (byte)random.NextInt(256);
        }

        return new RgbImage(PictureSize, PictureSize, values);
    }
}
