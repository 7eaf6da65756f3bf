using TorchSharp;

namespace Praxis.Torch;

/// <summary>Sums and affine maps that are safe while the garbage collector runs on other threads.</summary>
/// <remarks>
/// TorchSharp's operators make a native scalar for each call and may free it from the finaliser thread while the native
/// code still reads it. Here the scalar lives as long as the process, or there is none. Networks of Praxis use these
/// members in place of the operators.
/// </remarks>
public static class TensorArithmetic
{
    private static readonly Scalar One = 1f;
    private static readonly Scalar MinusOne = -1f;

    /// <summary>a + b, element by element, with broadcasting.</summary>
    /// <param name="a">One summand.</param>
    /// <param name="b">The other.</param>
    /// <returns>The sum.</returns>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a - b, element by element, with broadcasting.</summary>
    /// <param name="a">What is taken from.</param>
    /// <param name="b">What is taken away.</param>
    /// <returns>The difference.</returns>
    public static torch.Tensor Minus(this torch.Tensor a, torch.Tensor b) => a.add(b, MinusOne);

    /// <summary>x W + b for each row of x.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="weight">W, [inputs, outputs].</param>
    /// <param name="bias">b, [outputs].</param>
    /// <returns>[rows, outputs].</returns>
    public static torch.Tensor Affine(this torch.Tensor x, torch.Tensor weight, torch.Tensor bias) =>
        torch.addmm(bias, x, weight, 1f, 1f);
}
