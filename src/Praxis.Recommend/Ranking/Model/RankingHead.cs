using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The small network that turns the output at a content token into predictions of all tasks.</summary>
/// <remarks>norm → linear → x ⊙ sigmoid(norm(x)) → linear, as in the public ranking code, without its item
/// tower: the content token has the item inside already.</remarks>
internal sealed class RankingHead
{
    private const double NormEpsilon = 1e-6;
    private readonly int _width;

    internal RankingHead(int width, RankingVocabulary vocabulary, RandomStream random)
    {
        int tasks = vocabulary.Tasks.Count;
        _width = width;
        InputScale = RankingLayer.Filled("head.input_norm.scale", width, 1f);
        InputShift = RankingLayer.Filled("head.input_norm.shift", width, 0f);
        Hidden = new Parameter(
            "head.hidden",
            [width, width],
            Initializer.Uniform(random, (long)width * width, Initializer.XavierBound(width, width)));
        HiddenBias = RankingLayer.Filled("head.hidden_bias", width, 0f);
        HiddenScale = RankingLayer.Filled("head.hidden_norm.scale", width, 1f);
        HiddenShift = RankingLayer.Filled("head.hidden_norm.shift", width, 0f);
        Output = new Parameter(
            "head.output", [width, tasks], Initializer.Normal(random, (long)width * tasks, 0.02));

        // Training begins at the training rate of each task rather than at one half.
        float[] first =
        [
            .. vocabulary.Tasks.Select((task, index) => task.Kind == RankingTaskKind.Binary
                ? (float)Math.Log(vocabulary.Means[index] / (1 - vocabulary.Means[index]))
                : 0f),
        ];
        OutputBias = new Parameter("head.output_bias", [tasks], first);
        Parameters =
        [
            InputScale, InputShift, Hidden, HiddenBias, HiddenScale, HiddenShift, Output, OutputBias,
        ];
    }

    internal Parameter[] Parameters { get; }

    private Parameter InputScale { get; }

    private Parameter InputShift { get; }

    private Parameter Hidden { get; }

    private Parameter HiddenBias { get; }

    private Parameter HiddenScale { get; }

    private Parameter HiddenShift { get; }

    private Parameter Output { get; }

    private Parameter OutputBias { get; }

    /// <summary>Predictions of each row: [E, D] to [E, tasks].</summary>
    internal torch.Tensor Apply(torch.Tensor x)
    {
        torch.Tensor h = torch.nn.functional
            .layer_norm(x, [_width], InputScale.Value, InputShift.Value, NormEpsilon)
            .Affine(Hidden.Value, HiddenBias.Value);
        torch.Tensor normed = torch.nn.functional.layer_norm(
            h, [_width], HiddenScale.Value, HiddenShift.Value, NormEpsilon);
        return (h * torch.sigmoid(normed)).Affine(Output.Value, OutputBias.Value);
    }
}
