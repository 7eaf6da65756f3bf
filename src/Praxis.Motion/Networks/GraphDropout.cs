using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>Which elements of an activation are dropped: one random byte each.</summary>
internal readonly unsafe struct GraphDropout
{
    private const int Levels = 256;
    private readonly byte* _bytes;
    private readonly int _threshold;
    private readonly float _kept;

    private GraphDropout(byte* bytes, int threshold)
    {
        _bytes = bytes;
        _threshold = threshold;
        _kept = Levels / (float)(Levels - threshold);
    }

    /// <summary>Drops nothing.</summary>
    internal static GraphDropout None => default;

    /// <summary>Draws the bytes.</summary>
    /// <param name="bytes">Receives them: [count, a multiple of 4].</param>
    /// <param name="count">Elements.</param>
    /// <param name="rate">Share that is dropped, to the nearest 256th.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream of the layer's place and step.</param>
    /// <param name="first">The first word.</param>
    internal static GraphDropout Draw(byte* bytes, nint count, double rate, ulong seed, ulong stream, ulong first)
    {
        RandomStream.Fill(seed, stream, first, new Span<uint>(bytes, checked((int)(count / sizeof(uint)))));
        return new GraphDropout(bytes, (int)Math.Round(rate * Levels));
    }

    /// <summary>Drops among sixteen elements and scales the others.</summary>
    internal Vector512<float> Apply(Vector512<float> values, nint place)
    {
        if (_bytes is null)
        {
            return values;
        }

        Vector256<ushort> words = Vector256.WidenLower(Vector128.Load(_bytes + place).ToVector256());
        Vector512<int> numbers = Vector512.WidenLower(words.ToVector512()).AsInt32();
        Vector512<int> isKept = Vector512.GreaterThanOrEqual(numbers, Vector512.Create(_threshold));
        return Vector512.ConditionalSelect(isKept.AsSingle(), values * _kept, default);
    }
}
