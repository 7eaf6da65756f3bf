namespace Praxis.Pose;

/// <summary>Goes through a trained pose network of any shape, operation by operation, in the order of
/// <see cref="PoseNetwork.Forward"/>.</summary>
/// <typeparam name="TMap">What a builder makes.</typeparam>
/// <remarks>Preactivation leaves a normalisation and a ReLU before each convolution. Within a residual block they
/// belong to the convolution before them, whose weights take the normalisation in; only the first of a block keeps one
/// before it, because the way past needs its input as it is.</remarks>
internal sealed class PoseGraph<TMap>
    where TMap : class
{
    private readonly PoseNetwork _network;
    private readonly NetworkTensors _tensors;
    private readonly IPoseBuilder<TMap> _builder;

    private PoseGraph(PoseNetwork network, IPoseBuilder<TMap> builder)
    {
        _network = network;
        _tensors = network.Tensors;
        _builder = builder;
    }

    /// <summary>Gives all operations to the builder.</summary>
    /// <param name="network">Trained.</param>
    /// <param name="builder">Receives them.</param>
    /// <param name="pictures">[3, H, W].</param>
    internal static void Write(PoseNetwork network, IPoseBuilder<TMap> builder, TMap pictures) =>
        new PoseGraph<TMap>(network, builder).Write(pictures);

    private void Write(TMap pictures)
    {
        TMap x = _network.Stem switch
        {
            PlainStem plain => Plain(plain, pictures),
            FeaturePyramidStem pyramid => Pyramid(pyramid, pictures),
            _ => throw new NotSupportedException(_network.Stem.GetType().Name),
        };
        TMap? heat = null;
        TMap features = x;
        for (int number = 0; number < _network.Stacks.Count; number++)
        {
            PoseNetwork.Stack stack = _network.Stacks[number];
            features = Residual(stack.Block, Hourglass(stack.Hourglass, x));
            features = _builder.Convolve(features, FoldedConvolution.Of(_tensors, stack.Last));
            features = Region(stack.Region, features, heat);
            heat = Plain(features, stack.Heat);
            _builder.Answer(heat, number == _network.Stacks.Count - 1);
            if (stack is { MixFeatures: { } mixFeatures, MixHeat: { } mixHeat })
            {
                x = Plain(heat, mixHeat, Plain(features, mixFeatures, x));
            }
        }

        if (_network.VisibilityLayer is { } visibility)
        {
            _builder.AnswerVisibility(Plain(features, visibility), heat!);
        }
    }

    private TMap Plain(PlainStem stem, TMap pictures)
    {
        TMap x = Residual(
            stem.BeforePool, _builder.Convolve(pictures, FoldedConvolution.Of(_tensors, stem.First)));
        x = _builder.Pool(x);
        foreach (ResidualBlock block in stem.AfterPool)
        {
            x = Residual(block, x);
        }

        return x;
    }

    private TMap Pyramid(FeaturePyramidStem stem, TMap pictures)
    {
        TMap c1 = Residual(
            stem.Levels[0], _builder.Convolve(pictures, FoldedConvolution.Of(_tensors, stem.First)));
        TMap c2 = Residual(stem.Levels[1], _builder.Pool(c1));
        TMap c3 = Residual(stem.Levels[2], _builder.Pool(c2));
        TMap c4 = Residual(stem.Levels[3], _builder.Pool(c3));
        TMap p3 = _builder.AddEnlarged(Plain(c3, stem.Lateral[1]), Plain(c4, stem.Lateral[2]));
        TMap p2 = Plain(c1, stem.Fine, _builder.AddEnlarged(Plain(c2, stem.Lateral[0]), p3));
        return _builder.Convolve(p2, FoldedConvolution.Of(_tensors, stem.Last));
    }

    private TMap Hourglass(HourglassBlock block, TMap x)
    {
        TMap large = Residual(block.Up, x);
        TMap low = Residual(block.Before, _builder.Pool(x));
        low = block.Inner is null ? Residual(block.Bottom!, low) : Hourglass(block.Inner, low);
        return _builder.AddEnlarged(large, Residual(block.After, low));
    }

    private TMap Residual(ResidualBlock block, TMap x)
    {
        TMap past = block.Past is null ? x : Plain(x, block.Past);
        TMap inner = x;
        for (int step = 0; step < block.Steps.Count; step++)
        {
            bool isLast = step == block.Steps.Count - 1;
            FoldedConvolution layer = step == 0
                ? FoldedConvolution.Of(_tensors, block.Steps[0])
                : FoldedConvolution.Of(_tensors, block.Steps[step].Convolution);
            inner = isLast
                ? _builder.Convolve(inner, layer, past)
                : _builder.Convolve(inner, layer.Then(NormValues.Of(_tensors, block.Steps[step + 1].Norm)));
        }

        return inner;
    }

    private TMap Region(RegionExtraction? region, TMap features, TMap? heat)
    {
        switch (region)
        {
            case null:
                return features;
            case BlockControl control:
                return Residual(control.Block, features);
            case GuidedRegion guided:
                return heat is null ? features : Plain(_builder.Guide(features, heat), guided.Mix, features);
            case MaskedRegion masked:
                TMap logit = _builder.Convolve(features, Then(masked.First, masked.Second.Norm));
                logit = _builder.Convolve(logit, Then(masked.Second.Convolution, masked.Mask.Norm));
                logit = Plain(logit, masked.Mask.Convolution);
                return _builder.Mask(
                    features,
                    logit,
                    FoldedConvolution.Of(_tensors, masked.Squeeze),
                    FoldedConvolution.Of(_tensors, masked.Excite));
            case GatedRegions gated:
                return Gated(gated, features);
            default:
                throw new NotSupportedException(region.GetType().Name);
        }
    }

    // What is joined before the maps is added after them: a 1 x 1 convolution of each branch.
    private TMap Gated(GatedRegions region, TMap features)
    {
        var norm = NormValues.Of(_tensors, region.Maps.Norm);
        var maps = FoldedConvolution.Of(_tensors, region.Maps.Convolution);
        TMap? logits = null;
        int first = 0;
        foreach (ConvolutionLayer branch in region.Branches)
        {
            int count = branch.Shape.Outputs;
            TMap one = _builder.Convolve(
                features, FoldedConvolution.Of(_tensors, branch).Then(norm.Part(first, count)));
            logits = _builder.Convolve(one, maps.Part(first, count), logits);
            first += count;
        }

        return _builder.Gate(
            features,
            logits!,
            region.Squeeze is null ? null : FoldedConvolution.Of(_tensors, region.Squeeze),
            region.Excite is null ? null : FoldedConvolution.Of(_tensors, region.Excite));
    }

    private FoldedConvolution Then(ConvolutionLayer layer, NormLayer norm) =>
        FoldedConvolution.Of(_tensors, layer).Then(NormValues.Of(_tensors, norm));

    private TMap Plain(TMap input, ConvolutionLayer layer, TMap? addend = null) =>
        _builder.Convolve(input, FoldedConvolution.Of(_tensors, layer), addend);
}
