using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A network with one hidden layer, SiLU(x W + b) W' + b'.</summary>
internal sealed class MixtureGate : IDisposable
{
    private readonly Parameter _hidden;
    private readonly Parameter _hiddenBias;
    private readonly Parameter _output;
    private readonly Parameter _outputBias;

    internal MixtureGate(string name, int inputs, int hidden, int outputs, RandomStream random)
    {
        _hidden = Weight(name + ".hidden", inputs, hidden, random);
        _hiddenBias = new Parameter(name + ".hidden_bias", [hidden], new float[hidden]);
        _output = Weight(name + ".output", hidden, outputs, random);
        _outputBias = new Parameter(name + ".output_bias", [outputs], new float[outputs]);
    }

    /// <summary>Its trained tensors.</summary>
    internal IReadOnlyList<Parameter> Parameters => [_hidden, _hiddenBias, _output, _outputBias];

    /// <summary>A weight with Glorot's first values.</summary>
    internal static Parameter Weight(string name, int inputs, int outputs, RandomStream random) => new(
        name,
        [inputs, outputs],
        Initializer.Uniform(random, (long)inputs * outputs, Initializer.XavierBound(inputs, outputs)));

    /// <summary>The network's result.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <returns>[rows, outputs].</returns>
    internal torch.Tensor Apply(torch.Tensor x) =>
        torch.nn.functional.silu(x.Affine(_hidden.Value, _hiddenBias.Value))
            .Affine(_output.Value, _outputBias.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }
}
