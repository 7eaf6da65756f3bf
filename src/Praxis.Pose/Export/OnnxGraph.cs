using System.Runtime.InteropServices;

namespace Praxis.Pose;

/// <summary>Collects operations and weights of an ONNX model and writes it.</summary>
/// <remarks>Field numbers are those of onnx.proto (ONNX 1.12, IR version 8, operator set 17).</remarks>
internal sealed class OnnxGraph
{
    /// <summary>Version of the operators.</summary>
    internal const int OperatorSet = 17;

    private const int IntermediateVersion = 8;
    private const int FloatType = 1;
    private const int IntegerType = 7;
    private readonly ProtobufWriter _graph = new();
    private readonly Dictionary<string, int> _names = [];

    /// <summary>Adds an operation.</summary>
    /// <param name="kind">Its type, as in "Conv".</param>
    /// <param name="inputs">Names; empty for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="output">Name of the output; null for a new one.</param>
    /// <returns>The name of its output.</returns>
    internal string Add(
        string kind,
        IReadOnlyList<string> inputs,
        IReadOnlyList<OnnxAttribute>? attributes = null,
        string? output = null)
    {
        string name = NewName(kind);
        output ??= name;
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Add(1, input);
        }

        node.Add(2, output).Add(3, name).Add(4, kind);
        foreach (OnnxAttribute attribute in attributes ?? [])
        {
            node.Add(5, attribute.ToMessage());
        }

        _graph.Add(1, node);
        return output;
    }

    /// <summary>Adds weights.</summary>
    /// <param name="name">What their name begins with.</param>
    /// <param name="values">Row by row.</param>
    /// <param name="sizes">Their shape; empty for a number.</param>
    /// <returns>Their name.</returns>
    internal string AddFloats(string name, ReadOnlySpan<float> values, params long[] sizes) =>
        AddTensor(name, FloatType, MemoryMarshal.AsBytes(values), sizes);

    /// <summary>Adds integers.</summary>
    /// <param name="name">What their name begins with.</param>
    /// <param name="values">In order.</param>
    /// <returns>Their name.</returns>
    internal string AddIntegers(string name, params long[] values) =>
        AddTensor(name, IntegerType, MemoryMarshal.AsBytes(values.AsSpan()), [values.Length]);

    /// <summary>Declares an input of floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sizes">Its shape after the first, free size.</param>
    internal void AddInput(string name, params long[] sizes) => _graph.Add(11, Value(name, sizes));

    /// <summary>Declares an output of floats.</summary>
    /// <param name="name">Its name, as given to an operation.</param>
    /// <param name="sizes">Its shape after the first, free size.</param>
    internal void AddOutput(string name, params long[] sizes) => _graph.Add(12, Value(name, sizes));

    /// <summary>Writes the model.</summary>
    /// <param name="stream">Receives it.</param>
    /// <param name="facts">What users of the file must know, by name.</param>
    internal void Write(Stream stream, IReadOnlyDictionary<string, string> facts)
    {
        _graph.Add(2, "praxis_pose");
        ProtobufWriter model = new ProtobufWriter()
            .Add(1, IntermediateVersion)
            .Add(2, "Praxis")
            .Add(7, _graph)
            .Add(8, new ProtobufWriter().Add(1, string.Empty).Add(2, OperatorSet));
        foreach ((string key, string text) in facts.OrderBy(static fact => fact.Key, StringComparer.Ordinal))
        {
            model.Add(14, new ProtobufWriter().Add(1, key).Add(2, text));
        }

        model.CopyTo(stream);
    }

    private string AddTensor(string name, int type, ReadOnlySpan<byte> bytes, long[] sizes)
    {
        string own = NewName(name);
        _graph.Add(5, new ProtobufWriter().Add(1, sizes).Add(2, type).Add(8, own).Add(9, bytes));
        return own;
    }

    private string NewName(string start)
    {
        int number = _names.GetValueOrDefault(start);
        _names[start] = number + 1;
        return number == 0 ? start : $"{start}_{number}";
    }

    private static ProtobufWriter Value(string name, long[] sizes)
    {
        ProtobufWriter shape = new ProtobufWriter().Add(1, new ProtobufWriter().Add(2, "N"));
        foreach (long size in sizes)
        {
            shape.Add(1, new ProtobufWriter().Add(1, size));
        }

        ProtobufWriter tensor = new ProtobufWriter().Add(1, FloatType).Add(2, shape);
        return new ProtobufWriter().Add(1, name).Add(2, new ProtobufWriter().Add(1, tensor));
    }
}

/// <summary>An attribute of an operation.</summary>
internal sealed class OnnxAttribute
{
    private const int FloatKind = 1;
    private const int IntegerKind = 2;
    private const int TextKind = 3;
    private const int IntegersKind = 7;
    private readonly ProtobufWriter _message = new();

    internal OnnxAttribute(string name, float value) => _message.Add(1, name).Add(2, value).Add(20, FloatKind);

    internal OnnxAttribute(string name, int value) => _message.Add(1, name).Add(3, value).Add(20, IntegerKind);

    internal OnnxAttribute(string name, string text) => _message.Add(1, name).Add(4, text).Add(20, TextKind);

    internal OnnxAttribute(string name, long[] values) => _message.Add(1, name).Add(8, values).Add(20, IntegersKind);

    internal ProtobufWriter ToMessage() => _message;
}
