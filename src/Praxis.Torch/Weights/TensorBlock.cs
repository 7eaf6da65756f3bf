using System.Runtime.InteropServices;

namespace Praxis.Torch;

/// <summary>A tensor on its way into a weights file, wherever its numbers lie; they are not copied.</summary>
public sealed class TensorBlock
{
    private TensorBlock(string name, string type, long[] shape, Action<Stream> write)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Write = write;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The sizes, outermost first.</summary>
    public long[] Shape { get; }

    /// <summary>The format's name of the number type, four bytes wide: F32 or I32.</summary>
    internal string Type { get; }

    internal Action<Stream> Write { get; }

    /// <summary>Number of bytes.</summary>
    internal long ByteCount => Shape.Aggregate((long)sizeof(float), (product, size) => checked(product * size));

    /// <summary>Floats of an array.</summary>
    /// <param name="array">The array; kept.</param>
    /// <returns>The block.</returns>
    public static TensorBlock Of(NamedArray array) => new(
        array.Name, "F32", array.Shape, stream => stream.Write(MemoryMarshal.AsBytes(array.Values.AsSpan())));

    /// <summary>Floats in native memory.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The sizes; the memory may be longer.</param>
    /// <param name="values">The floats, row-major; kept.</param>
    /// <returns>The block.</returns>
    public static TensorBlock Of(string name, long[] shape, NativeFloats values) => new(
        name,
        "F32",
        shape,
        stream => values.WriteTo(stream, shape.Aggregate(1L, (product, size) => checked(product * size))));

    /// <summary>Integers of an array.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The integers; kept.</param>
    /// <param name="count">How many of them.</param>
    /// <returns>The block.</returns>
    public static TensorBlock Of(string name, int[] values, int count) => new(
        name, "I32", [count], stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan(0, count))));
}
