using Microsoft.ML.OnnxRuntime;
using Praxis.Pose;
using Praxis.Tests.Pose.Inference;

namespace Praxis.Tests.Pose.Export;

public sealed class OnnxPoseTests
{
    public static TheoryData<string> Shapes => PoseNetworks.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Model_EveryShape_GivesTorchsAnswersInOnnxRuntime(string text)
    {
        PoseNetworkShape shape = PoseNetworks.Shape(text);
        using PoseNetwork network = PoseNetworks.Trained(shape);
        using InferenceSession session = Session(network);
        foreach (int batch in (int[])[1, 3])
        {
            float[] pictures = PoseNetworks.Pictures(shape, batch);
            (float[][] maps, float[] visibility) = PoseNetworks.Evaluate(network, pictures);
            using var input = OrtValue.CreateTensorValueFromMemory(pictures, [batch, 3, shape.Height, shape.Width]);
            using var options = new RunOptions();
            string[] names = shape.HasVisibility ? ["heatmaps", "visibility"] : ["heatmaps"];
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["pictures"], [input], names);
            Assert.Equal(
                [batch, shape.Joints, shape.MapHeight, shape.MapWidth],
                outputs[0].GetTensorTypeAndShape().Shape);
            AssertClose(maps[^1], outputs[0]);
            if (shape.HasVisibility)
            {
                Assert.Equal([batch, shape.Joints], outputs[1].GetTensorTypeAndShape().Shape);
                AssertClose(visibility, outputs[1]);
            }
        }
    }

    [Fact]
    public void Model_Metadata_TellJointsAndPixels()
    {
        using PoseNetwork network = PoseNetworks.Trained(PoseNetworks.Shape("Plain,None,64,64,16,1,1,False"));
        using InferenceSession session = Session(network);
        Dictionary<string, string> facts = session.ModelMetadata.CustomMetadataMap;
        Assert.StartsWith("joint0,joint1,", facts["joints"]);
        Assert.Equal("0.485,0.456,0.406", facts["pixel_mean"]);
        Assert.Equal("0.229,0.224,0.225", facts["pixel_deviation"]);
        Assert.Equal("Praxis", session.ModelMetadata.ProducerName);
        Assert.Equal(["heatmaps"], session.OutputNames);
        Assert.Equal([-1, 3, 64, 64], session.InputMetadata["pictures"].Dimensions);
    }

    [Fact]
    public void Model_WrittenTwice_HasTheSameBytes()
    {
        using PoseNetwork network = PoseNetworks.Trained(PoseNetworks.Shape("Pyramid,Gated,64,64,16,2,1,True"));
        Assert.Equal(Bytes(network), Bytes(network));
    }

    [Fact]
    public void ProtobufWriter_KnownMessages_HaveKnownBytes()
    {
        using var stream = new MemoryStream();
        new ProtobufWriter().Add(1, 150).Add(2, "testing").Add(3, new ProtobufWriter().Add(1, 150)).CopyTo(stream);

        // The examples of protobuf.dev, "Encoding".
        Assert.Equal("08960112077465737469" + "6E67" + "1A03089601", Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Export_FittedRun_WritesAModelThatOnnxRuntimeReads()
    {
        using var folder = new TemporaryFolder();
        PoseRecipe recipe = PoseRecipe.Of(PosePreset.Tiny) with { HasVisibility = true };
        PoseNetwork network = PoseNetworks.Trained(recipe.Shape(PoseSkeleton.Mpii.Count));
        using (var fitted = new FittedPose(recipe, PoseSkeleton.Mpii, network, placements: null))
        {
            fitted.Save(folder.Path);
        }

        string path = Path.Combine(folder.Path, "model.onnx");
        Assert.Equal(
            "pictures [N, 3, 64, 64] to heatmaps [N, 16, 16, 16], visibility [N, 16]",
            new HourglassMethod().Export(folder.Path, path));
        using var session = new InferenceSession(path);
        Assert.Equal(
            string.Join(',', PoseSkeleton.Mpii.Joints), session.ModelMetadata.CustomMetadataMap["joints"]);
    }

    private static InferenceSession Session(PoseNetwork network)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(Bytes(network), options);
    }

    private static byte[] Bytes(PoseNetwork network)
    {
        using var stream = new MemoryStream();
        OnnxPose.Write(
            network, [.. Enumerable.Range(0, network.Shape.Joints).Select(static joint => $"joint{joint}")], stream);
        return stream.ToArray();
    }

    private static void AssertClose(float[] expected, OrtValue actual)
    {
        ReadOnlySpan<float> values = actual.GetTensorDataAsSpan<float>();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], values[i], 1e-4);
        }
    }
}
