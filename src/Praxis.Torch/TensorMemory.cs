using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>The memory of contiguous tensors of 32-bit floats, for kernels of our own.</summary>
public static class TensorMemory
{
    /// <summary>Where a tensor's elements lie.</summary>
    /// <param name="tensor">Contiguous, 32-bit floats; must stay alive while the address is used.</param>
    /// <returns>The address of its first element; memory of libtorch, which does not move.</returns>
    public static unsafe float* Address(this torch.Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>A tensor's elements.</summary>
    /// <param name="tensor">Contiguous, 32-bit floats; must stay alive while the view is used.</param>
    /// <returns>A view, row-major.</returns>
    public static Span<float> Floats(this torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>A matrix's rows.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <returns>How many. Cheap, where <c>shape</c> makes an array and a native callback at each call.</returns>
    public static int Rows(this torch.Tensor matrix) => checked((int)matrix.size(0));

    /// <summary>A matrix's columns.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <returns>How many.</returns>
    public static int Columns(this torch.Tensor matrix) => checked((int)matrix.size(1));
}
