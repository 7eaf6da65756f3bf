using System.Runtime.InteropServices;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>A trained tensor with its gradient and the two moments of the optimiser, all 32-bit floats.</summary>
public sealed class Parameter : IDisposable
{
    private readonly int _length;

    /// <summary>Makes a parameter from its first values.</summary>
    /// <param name="name">The name in weights files, as in "layers.0.uvqk".</param>
    /// <param name="shape">The sizes, outermost first.</param>
    /// <param name="values">The first values, row-major; copied.</param>
    public Parameter(string name, long[] shape, ReadOnlySpan<float> values)
    {
        Core.Check.Length(values.Length, shape.Aggregate(1L, (product, size) => product * size));
        Name = name;
        Shape = shape;
        _length = values.Length;
        Value = torch.zeros(shape).DetachFromDisposeScope();
        values.CopyTo(Values);
        Value.requires_grad = true;
        Gradient = new float[values.Length];
        FirstMoment = new float[values.Length];
        SecondMoment = new float[values.Length];
    }

    /// <summary>The name in weights files.</summary>
    public string Name { get; }

    /// <summary>The sizes, outermost first.</summary>
    public long[] Shape { get; }

    /// <summary>The tensor; a leaf that requires a gradient. Shared with <see cref="Values"/>.</summary>
    public torch.Tensor Value { get; }

    /// <summary>The tensor's memory, row-major.</summary>
    public unsafe Span<float> Values => new((void*)Address, _length);

    /// <summary>The tensor's memory for kernels that run on several threads.</summary>
    public unsafe float* Address => (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref MemoryMarshal.GetReference(Value.bytes));

    /// <summary>What the learning rate is multiplied by for this tensor.</summary>
    /// <value>1 unless set, before training.</value>
    public float RateFactor { get; set; } = 1;

    /// <summary>The group whose gradients are clipped together.</summary>
    /// <value>From 0, which holds the tables too; 0 unless set, before training.</value>
    public int ClipGroup { get; set; }

    /// <summary>The gradient of the step, row-major; the training step overwrites it.</summary>
    public float[] Gradient { get; }

    /// <summary>The optimiser's running mean of the gradient.</summary>
    public float[] FirstMoment { get; }

    /// <summary>The optimiser's running mean of the squared gradient.</summary>
    public float[] SecondMoment { get; }

    /// <summary>A copy of the values for a weights file.</summary>
    /// <returns>The copy.</returns>
    public NamedArray ToArray() => new(Name, Shape, Values.ToArray());

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
