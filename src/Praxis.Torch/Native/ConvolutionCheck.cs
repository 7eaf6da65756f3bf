using System.Runtime.InteropServices;
using Praxis.Core;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>Sees whether libtorch's fast convolutions are right on this processor, and does without them where they are
/// not.</summary>
/// <remarks>
/// oneDNN, which libtorch asks for convolutions in single precision, writes its kernels for the processor that it
/// finds. On some virtual processors (seen: AMD family 1Ah behind a hypervisor that hides its caches) kernels for
/// channels that are no multiple of 16 give gradients that are off by a third, without a word. Double precision never
/// goes through oneDNN and is what is compared with.
/// </remarks>
internal static class ConvolutionCheck
{
    private const double Tolerance = 1e-3;
    private const int Size = 4;
    private const int Kernel = 3;

    // From here on libtorch takes oneDNN for every kernel and stride.
    private const int Batch = 16;

    /// <summary>Turns oneDNN off where it computes wrong, and NNPACK, which libtorch would take next: it knows fewer
    /// processors and warns of the others.</summary>
    /// <exception cref="EnvironmentException">It computes wrong and cannot be turned off.</exception>
    internal static void Run()
    {
        Switch("NNPACK", isOn: false);
        if (AreRight())
        {
            Switch("NNPACK", isOn: true);
            return;
        }

        Switch("Mkldnn", isOn: false);
        if (!AreRight())
        {
            throw new EnvironmentException(
                "libtorch computes convolutions wrong on this processor; set ONEDNN_MAX_CPU_ISA=SSE41 and start again");
        }
    }

    /// <summary>Whether convolutions and their gradients in single precision are those in double precision.</summary>
    internal static bool AreRight() => IsRight(3, 24) && IsRight(24, 40) && IsRight(40, 64) && IsRight(32, 160);

    private static bool IsRight(int inputs, int outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] single = Convolve(inputs, outputs, torch.ScalarType.Float32);
        torch.Tensor[] twice = Convolve(inputs, outputs, torch.ScalarType.Float64);
        return single.Zip(twice).All(static pair =>
        {
            double off = (pair.First.to(torch.ScalarType.Float64) - pair.Second).abs().max().item<double>();
            return off <= Tolerance * pair.Second.abs().max().item<double>();
        });
    }

    // The convolution, and its gradients by input and weights for a fixed gradient of the answer.
    private static torch.Tensor[] Convolve(int inputs, int outputs, torch.ScalarType type)
    {
        torch.Tensor input = Waves(type, 0.7, Batch, inputs, Size, Size).requires_grad_();
        torch.Tensor weights = Waves(type, 1.3, outputs, inputs, Kernel, Kernel).requires_grad_();
        torch.Tensor answer = torch.nn.functional.conv2d(input, weights, padding: [1, 1]);
        answer.backward([Waves(type, 2.1, Batch, outputs, Size, Size)]);
        return [answer.detach(), input.grad!, weights.grad!];
    }

    // Numbers without a pattern that a wrong order would not show, and without the generator that users seed.
    private static torch.Tensor Waves(torch.ScalarType type, double step, params long[] shape)
    {
        long count = shape.Aggregate(1L, static (product, size) => product * size);
        torch.Tensor places = torch.arange(count, dtype: torch.ScalarType.Float64);
        return (places * step + (places * places * 0.001)).sin().reshape(shape).to(torch.ScalarType.Float32).to(type)
            .detach();
    }

    // at::globalContext().setUserEnabled...(bool), which TorchSharp does not pass on.
    private static unsafe void Switch(string what, bool isOn)
    {
        string method = "setUserEnabled" + what;
        (string library, string context, string set) = OperatingSystem.IsWindows()
            ? ("torch_cpu", "?globalContext@at@@YAAEAVContext@1@XZ", $"?{method}@Context@at@@QEAAX_N@Z")
            : (OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so",
                "_ZN2at13globalContextEv", $"_ZN2at7Context{method.Length}{method}Eb");
        if (NativeLibrary.TryLoad(library, out nint torchLibrary)
            && NativeLibrary.TryGetExport(torchLibrary, context, out nint contextOf)
            && NativeLibrary.TryGetExport(torchLibrary, set, out nint setEnabled))
        {
            byte value = isOn ? (byte)1 : (byte)0;
            ((delegate* unmanaged<nint, byte, void>)setEnabled)(((delegate* unmanaged<nint>)contextOf)(), value);
        }
    }
}
