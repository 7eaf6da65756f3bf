using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<double, Scalar> Known = new();
    private static readonly ConcurrentDictionary<long, Scalar> KnownWhole = new();

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

    /// <summary>a + b, element by element.</summary>
    /// <param name="a">The summands.</param>
    /// <param name="b">What is added to each; one of few numbers, as it is kept.</param>
    /// <returns>The sums.</returns>
    public static torch.Tensor Plus(this torch.Tensor a, double b) => a.add(Kept(b), One);

    /// <summary>a b, element by element.</summary>
    /// <param name="a">The factors.</param>
    /// <param name="b">What each is multiplied by; one of few numbers, as it is kept.</param>
    /// <returns>The products.</returns>
    public static torch.Tensor Times(this torch.Tensor a, double b) => a.mul(Kept(b));

    /// <summary>a / b, element by element.</summary>
    /// <param name="a">The dividends.</param>
    /// <param name="b">What each is divided by; one of few numbers, as it is kept.</param>
    /// <returns>The quotients.</returns>
    public static torch.Tensor Over(this torch.Tensor a, double b) => a.div(Kept(b));

    /// <summary>max(a, least), element by element; of whole numbers where a has such.</summary>
    /// <param name="a">The numbers.</param>
    /// <param name="least">The bound; one of few numbers, as it is kept.</param>
    /// <returns>Of the shape and type of a.</returns>
    public static torch.Tensor AtLeast(this torch.Tensor a, int least) => a.clamp(KeptWhole(least), null);

    /// <summary>min(a, most), element by element.</summary>
    /// <param name="a">The numbers.</param>
    /// <param name="most">The bound; one of few numbers, as it is kept.</param>
    /// <returns>Of the shape and type of a.</returns>
    public static torch.Tensor AtMost(this torch.Tensor a, int most) => a.clamp(null, KeptWhole(most));

    /// <summary>x W + b for each row of x.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="weight">W, [inputs, outputs].</param>
    /// <param name="bias">b, [outputs].</param>
    /// <returns>[rows, outputs].</returns>
    public static torch.Tensor Affine(this torch.Tensor x, torch.Tensor weight, torch.Tensor bias) =>
        torch.addmm(bias, x, weight, 1f, 1f);

    private static Scalar Kept(double value) => Known.GetOrAdd(value, static number => number);

    private static Scalar KeptWhole(long value) => KnownWhole.GetOrAdd(value, static number => number);
}
