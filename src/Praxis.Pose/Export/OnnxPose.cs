using System.Globalization;

namespace Praxis.Pose;

/// <summary>A trained pose network as an ONNX model: "pictures" [N, 3, H, W], normalised, to "heatmaps" [N, J, h, w] of
/// the last stack, and "visibility" [N, J], log odds, where the network has such a layer.</summary>
/// <remarks>Normalisations are folded into convolutions where they can be; others stay BatchNormalization. What a user
/// of the file needs besides (names of joints, normalisation of pixels) is among its metadata.</remarks>
internal sealed class OnnxPose : IPoseBuilder<OnnxMap>
{
    internal const string Pictures = "pictures";
    internal const string Heatmaps = "heatmaps";
    internal const string Visibility = "visibility";
    private const int Regions = GatedRegions.Regions;
    private readonly OnnxGraph _graph = new();

    private OnnxPose(PoseNetwork network)
    {
        PoseNetworkShape shape = network.Shape;
        _graph.AddInput(Pictures, RgbImage.Channels, shape.Height, shape.Width);
        PoseGraph<OnnxMap>.Write(
            network, this, new OnnxMap(Pictures, RgbImage.Channels, shape.Height, shape.Width));
    }

    /// <summary>Writes a network.</summary>
    /// <param name="network">Trained.</param>
    /// <param name="joints">Names of joints, in the order of the heat maps.</param>
    /// <param name="stream">Receives the model.</param>
    internal static void Write(PoseNetwork network, IReadOnlyList<string> joints, Stream stream)
    {
        PixelNormalisation pixels = PixelNormalisation.ImageNet;
        new OnnxPose(network)._graph.Write(stream, new Dictionary<string, string>
        {
            ["joints"] = string.Join(',', joints),
            ["pixel_mean"] = Text(pixels.Mean),
            ["pixel_deviation"] = Text(pixels.Deviation),
        });
    }

    public OnnxMap Convolve(OnnxMap input, FoldedConvolution layer, OnnxMap? addend = null)
    {
        ConvolutionShape shape = layer.Shape;
        string x = layer.Before is { } norm ? Normalise(input.Name, layer.Name, norm) : input.Name;
        x = _graph.Add(
            "Conv",
            [
                x,
                _graph.AddFloats(
                    layer.Name + ".weight",
                    layer.Weight,
                    shape.Outputs,
                    shape.Inputs / shape.Groups,
                    shape.Kernel,
                    shape.Kernel),
                _graph.AddFloats(layer.Name + ".bias", layer.Bias, shape.Outputs),
            ],
            [
                new OnnxAttribute("kernel_shape", [shape.Kernel, shape.Kernel]),
                new OnnxAttribute("strides", [shape.Stride, shape.Stride]),
                new OnnxAttribute("dilations", [shape.Dilation, shape.Dilation]),
                new OnnxAttribute("pads", [shape.Padding, shape.Padding, shape.Padding, shape.Padding]),
                new OnnxAttribute("group", shape.Groups),
            ]);
        if (addend is not null)
        {
            x = _graph.Add("Add", [x, addend.Name]);
        }

        if (layer.EndsInRelu)
        {
            x = _graph.Add("Relu", [x]);
        }

        return new OnnxMap(
            x,
            shape.Outputs,
            (input.Height + shape.Stride - 1) / shape.Stride,
            (input.Width + shape.Stride - 1) / shape.Stride);
    }

    public OnnxMap Pool(OnnxMap input) => new(
        _graph.Add(
            "MaxPool",
            [input.Name],
            [new OnnxAttribute("kernel_shape", [2, 2]), new OnnxAttribute("strides", [2, 2])]),
        input.Channels,
        input.Height / 2,
        input.Width / 2);

    public OnnxMap AddEnlarged(OnnxMap large, OnnxMap small)
    {
        string twice = _graph.Add(
            "Resize",
            [small.Name, string.Empty, _graph.AddFloats("twice", [1, 1, 2, 2], 4)],
            [
                new OnnxAttribute("mode", "nearest"),
                new OnnxAttribute("coordinate_transformation_mode", "asymmetric"),
                new OnnxAttribute("nearest_mode", "floor"),
            ]);
        return large with { Name = _graph.Add("Add", [large.Name, twice]) };
    }

    public OnnxMap Gate(OnnxMap features, OnnxMap logits, FoldedConvolution? squeeze, FoldedConvolution? excite)
    {
        string maps = _graph.Add("Softmax", [logits.Name], [new OnnxAttribute("axis", 1)]);
        maps = _graph.Add(
            "Slice",
            [
                maps,
                _graph.AddIntegers("first", 0),
                _graph.AddIntegers("end", Regions),
                _graph.AddIntegers("axis", 1),
            ]);
        if (squeeze is null || excite is null)
        {
            string sum = _graph.Add("ReduceSum", [maps, _graph.AddIntegers("axis", 1)]);
            return Strengthen(features, sum);
        }

        string flat = Flat(maps, Regions);
        string pixels = _graph.Add(
            "Transpose", [Flat(features.Name, features.Channels)], [new OnnxAttribute("perm", [0, 2, 1])]);
        string weight = _graph.Add(
            "Add",
            [
                _graph.Add("ReduceSum", [flat, _graph.AddIntegers("axis", 2)]),
                _graph.AddFloats("least", [1e-6f]),
            ]);
        string means = _graph.Add("Div", [_graph.Add("MatMul", [flat, pixels]), weight]);
        string gates = _graph.Add(
            "Transpose",
            [_graph.Add("Sigmoid", [Product(_graph.Add("Relu", [Product(means, squeeze)]), excite)])],
            [new OnnxAttribute("perm", [0, 2, 1])]);
        string mask = _graph.Add(
            "Reshape",
            [
                _graph.Add("MatMul", [gates, flat]),
                _graph.AddIntegers("shape", 0, features.Channels, features.Height, features.Width),
            ]);
        return Strengthen(features, mask);
    }

    public OnnxMap Mask(OnnxMap features, OnnxMap logit, FoldedConvolution squeeze, FoldedConvolution excite)
    {
        var mean = new OnnxMap(
            _graph.Add("ReduceMean", [features.Name], [new OnnxAttribute("axes", [2, 3])]), features.Channels, 1, 1);
        OnnxMap gate = Convolve(Convolve(mean, squeeze with { EndsInRelu = true }), excite);
        string mask = _graph.Add("Mul", [_graph.Add("Sigmoid", [logit.Name]), _graph.Add("Sigmoid", [gate.Name])]);
        return Strengthen(features, mask);
    }

    public OnnxMap Guide(OnnxMap features, OnnxMap heat)
    {
        string within = _graph.Add(
            "Clip", [heat.Name, _graph.AddFloats("least", [0]), _graph.AddFloats("most", [1])]);
        string any = _graph.Add("ReduceMax", [within], [new OnnxAttribute("axes", [1])]);
        string grown = _graph.Add(
            "MaxPool",
            [any],
            [new OnnxAttribute("kernel_shape", [3, 3]), new OnnxAttribute("pads", [1, 1, 1, 1])]);
        return features with { Name = _graph.Add("Mul", [features.Name, grown]) };
    }

    public void Answer(OnnxMap heat, bool isLast)
    {
        if (isLast)
        {
            _graph.Add("Identity", [heat.Name], output: Heatmaps);
            _graph.AddOutput(Heatmaps, heat.Channels, heat.Height, heat.Width);
        }
    }

    public void AnswerVisibility(OnnxMap logits, OnnxMap heat)
    {
        string sharp = _graph.Add(
            "Mul",
            [Flat(heat.Name, heat.Channels), _graph.AddFloats("sharpness", [(float)PoseNetwork.VisibilitySharpness])]);
        string weights = _graph.Add("Softmax", [sharp], [new OnnxAttribute("axis", 2)]);
        _graph.Add(
            "ReduceSum",
            [_graph.Add("Mul", [Flat(logits.Name, logits.Channels), weights]), _graph.AddIntegers("axis", 2)],
            [new OnnxAttribute("keepdims", 0)],
            Visibility);
        _graph.AddOutput(Visibility, logits.Channels);
    }

    private string Normalise(string x, string name, NormValues norm)
    {
        int channels = norm.Scale.Length;
        x = _graph.Add(
            "BatchNormalization",
            [
                x,
                _graph.AddFloats(name + ".norm.scale", norm.Scale, channels),
                _graph.AddFloats(name + ".norm.shift", norm.Shift, channels),
                _graph.AddFloats(name + ".norm.mean", norm.Mean, channels),
                _graph.AddFloats(name + ".norm.variance", norm.Variance, channels),
            ],
            [new OnnxAttribute("epsilon", (float)NormLayer.Epsilon)]);
        return _graph.Add("Relu", [x]);
    }

    // F + F m.
    private OnnxMap Strengthen(OnnxMap features, string mask) => features with
    {
        Name = _graph.Add("Add", [features.Name, _graph.Add("Mul", [features.Name, mask])]),
    };

    // [N, channels, h, w] to [N, channels, h w].
    private string Flat(string map, int channels) =>
        _graph.Add("Reshape", [map, _graph.AddIntegers("shape", 0, channels, -1)]);

    // Vectors in rows times a 1 x 1 convolution: [N, count, inputs] to [N, count, outputs].
    private string Product(string vectors, FoldedConvolution layer)
    {
        int inputs = layer.Shape.Inputs;
        int outputs = layer.Shape.Outputs;
        var turned = new float[layer.Weight.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] = layer.Weight[(i % outputs * inputs) + (i / outputs)];
        }

        string product = _graph.Add(
            "MatMul", [vectors, _graph.AddFloats(layer.Name + ".weight", turned, inputs, outputs)]);
        return _graph.Add("Add", [product, _graph.AddFloats(layer.Name + ".bias", layer.Bias, outputs)]);
    }

    private static string Text((float Red, float Green, float Blue) values) =>
        string.Create(CultureInfo.InvariantCulture, $"{values.Red},{values.Green},{values.Blue}");
}
