using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>What is done to maps element by element, channels in whole vectors of 16.</summary>
internal static unsafe class MapKernels
{
    private const int Lanes = 16;

    /// <summary>max(0, a x + c).</summary>
    /// <param name="x">[pixels, channels].</param>
    /// <param name="y">Receives the same shape.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="norm">a and c.</param>
    internal static void Activate(float* x, float* y, int pixels, int channels, FrozenNorm norm)
    {
        float* factor = norm.Factor;
        float* offset = norm.Offset;
        for (int pixel = 0; pixel < pixels; pixel++, x += channels, y += channels)
        {
            for (int channel = 0; channel < channels; channel += Lanes)
            {
                Vector512.Max(
                    Vector512.FusedMultiplyAdd(
                        Vector512.Load(x + channel),
                        Vector512.Load(factor + channel),
                        Vector512.Load(offset + channel)),
                    default).Store(y + channel);
            }
        }
    }

    /// <summary>The greatest of each 2 x 2 pixels of two rows.</summary>
    internal static void Pool(float* upper, float* lower, float* y, int pixels, int channels)
    {
        for (int pixel = 0; pixel < pixels; pixel++, y += channels, upper += 2 * channels, lower += 2 * channels)
        {
            for (int channel = 0; channel < channels; channel += Lanes)
            {
                var left = Vector512.Max(Vector512.Load(upper + channel), Vector512.Load(lower + channel));
                var right = Vector512.Max(
                    Vector512.Load(upper + channels + channel), Vector512.Load(lower + channels + channel));
                Vector512.Max(left, right).Store(y + channel);
            }
        }
    }

    /// <summary>A row plus each pixel of a row of half its length twice.</summary>
    internal static void AddEnlarged(float* large, float* small, float* y, int pixels, int channels)
    {
        for (int pixel = 0; pixel < pixels; pixel++, small += channels, large += 2 * channels, y += 2 * channels)
        {
            for (int channel = 0; channel < channels; channel += Lanes)
            {
                var low = Vector512.Load(small + channel);
                (Vector512.Load(large + channel) + low).Store(y + channel);
                (Vector512.Load(large + channels + channel) + low).Store(y + channels + channel);
            }
        }
    }

    /// <summary>y = x (1 + m) for each channel.</summary>
    internal static void Strengthen(float* x, float* m, float* y, int length)
    {
        for (int i = 0; i < length; i += Lanes)
        {
            var value = Vector512.Load(x + i);
            Vector512.FusedMultiplyAdd(value, Vector512.Load(m + i), value).Store(y + i);
        }
    }

    /// <summary>y = x (1 + f g) where f is one number of the pixel and g one of each channel.</summary>
    internal static void Strengthen(float* x, float factor, float* g, float* y, int channels)
    {
        var same = Vector512.Create(factor);
        for (int i = 0; i < channels; i += Lanes)
        {
            var value = Vector512.Load(x + i);
            Vector512.FusedMultiplyAdd(value * same, Vector512.Load(g + i), value).Store(y + i);
        }
    }

    /// <summary>y = x f.</summary>
    internal static void Scale(float* x, float factor, float* y, int length)
    {
        var same = Vector512.Create(factor);
        for (int i = 0; i < length; i += Lanes)
        {
            (Vector512.Load(x + i) * same).Store(y + i);
        }
    }

    /// <summary>sum += x.</summary>
    internal static void AddTo(float* sum, float* x, int length)
    {
        for (int i = 0; i < length; i += Lanes)
        {
            (Vector512.Load(sum + i) + Vector512.Load(x + i)).Store(sum + i);
        }
    }

    /// <summary>1 / (1 + e^-x), in place.</summary>
    internal static void Sigmoid(float* x, int length)
    {
        for (int i = 0; i < length; i += Lanes)
        {
            (Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-Vector512.Load(x + i)))).Store(x + i);
        }
    }

    /// <summary>Softmax of the first numbers of a vector of 16, in place; those from <paramref name="kept"/> on become
    /// 0.</summary>
    internal static void Softmax(float* x, int count, int kept)
    {
        var place = Vector512<float>.Indices;
        Vector512<float> isIn = Vector512.LessThan(place, Vector512.Create((float)count));
        Vector512<float> value = Vector512.ConditionalSelect(
            isIn, Vector512.Load(x), Vector512.Create(float.NegativeInfinity));
        float greatest = float.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            greatest = MathF.Max(greatest, x[i]);
        }

        Vector512<float> weight = Vector512.ConditionalSelect(
            isIn, Vector512.Exp(value - Vector512.Create(greatest)), default);
        weight /= Vector512.Create(Vector512.Sum(weight));
        Vector512.ConditionalSelect(
            Vector512.LessThan(place, Vector512.Create((float)kept)), weight, default).Store(x);
    }
}
