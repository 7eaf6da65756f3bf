namespace Praxis.Pose;

/// <summary>A kernel for a number of neighbouring pixels.</summary>
/// <param name="pixels">How many.</param>
/// <param name="run">Takes the first pixel's input, its outputs, what is added to them or null, and weights.</param>
internal readonly unsafe struct KernelBlock(
    int pixels, delegate*<float*, float*, float*, in ConvolutionPart, void> run)
{
    private readonly delegate*<float*, float*, float*, in ConvolutionPart, void> _run = run;

    private int Pixels { get; } = pixels;

    /// <summary>Cuts a row of pixels into blocks: all of one of the two largest sizes where the length allows it, else
    /// the largest that fit.</summary>
    /// <param name="blocks">Kernels by falling size, the last of one pixel.</param>
    /// <param name="x">What the first tap of the first pixel multiplies, without the tap's offset.</param>
    /// <param name="y">The first pixel's outputs.</param>
    /// <param name="add">Added to them; null for nothing.</param>
    /// <param name="pixels">Length of the row.</param>
    /// <param name="part">Weights and steps.</param>
    internal static void RunRow(
        KernelBlock[] blocks, float* x, float* y, float* add, int pixels, in ConvolutionPart part)
    {
        while (pixels > 0)
        {
            ref readonly KernelBlock block = ref blocks[Next(blocks, pixels)];
            block._run(x, y, add, part);
            x += block.Pixels * part.Step;
            y += block.Pixels * part.OutputStep;
            add = add is null ? null : add + (block.Pixels * part.AddendStep);
            pixels -= block.Pixels;
        }
    }

    private static int Next(KernelBlock[] blocks, int pixels)
    {
        if (pixels % blocks[0].Pixels == 0 || pixels % blocks[1].Pixels == 0)
        {
            return pixels % blocks[0].Pixels == 0 ? 0 : 1;
        }

        int next = 0;
        while (blocks[next].Pixels > pixels)
        {
            next++;
        }

        return next;
    }
}
