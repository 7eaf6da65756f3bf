namespace Praxis.Torch;

/// <summary>An array of floats with a name and a shape, as it lies in a weights file.</summary>
/// <param name="Name">The name, as in "layers.0.uvqk".</param>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Values">The values, row-major; as many as the product of the sizes.</param>
public sealed record NamedArray(string Name, long[] Shape, float[] Values);
