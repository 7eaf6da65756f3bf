using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>What a camera and a file do to a picture: blur, gain and gamma, noise, quantised blocks.</summary>
internal sealed class FigureFinish
{
    private const double BlurShare = 0.4;
    private const double QuantisedShare = 0.6;
    private static readonly float[] Quantiles = MakeQuantiles();
    private readonly int _size;
    private readonly byte[] _copy;
    private readonly uint[] _words;
    private readonly BlockQuantiser _quantiser;

    public FigureFinish(int size)
    {
        _size = size;
        _copy = new byte[3 * size * size];
        _words = new uint[(3 * size * size / 4) + 4];
        _quantiser = new BlockQuantiser(size);
    }

    /// <summary>Finishes a picture in place.</summary>
    /// <param name="random">Decides what is done.</param>
    /// <param name="seed">Seed and stream of the noise, which is read straight from the generator.</param>
    /// <param name="stream">The noise's stream.</param>
    /// <param name="pixels">[size, size, 3].</param>
    public void Apply(RandomStream random, ulong seed, ulong stream, byte[] pixels)
    {
        if (random.Chance(BlurShare))
        {
            Blur(pixels, (float)random.Uniform(0.1, 0.8));
        }

        Tone(random, pixels);
        Noise((float)random.Uniform(2, 6), seed, stream, pixels);
        if (random.Chance(QuantisedShare))
        {
            _quantiser.Apply(pixels, (float)random.Uniform(0.3, 1.6));
        }
    }

    // Normal quantiles at the middles of 256 equal shares: a byte of the stream picks one.
    private static float[] MakeQuantiles()
    {
        var quantiles = new float[256];
        for (int i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = (float)NormalDistribution.Quantile((i + 0.5) / 256);
        }

        return quantiles;
    }

    // The mean of a pixel and its four neighbours, mixed in.
    private void Blur(byte[] pixels, float share)
    {
        pixels.CopyTo(_copy, 0);
        int row = 3 * _size;
        int own = (int)(256 * (1 - (0.8f * share)));
        int other = (256 - own) / 4;
        own = 256 - (4 * other);
        for (int y = 1; y < _size - 1; y++)
        {
            int end = ((y + 1) * row) - 3;
            for (int i = (y * row) + 3; i < end; i++)
            {
                int around = _copy[i - 3] + _copy[i + 3] + _copy[i - row] + _copy[i + row];
                pixels[i] = (byte)(((own * _copy[i]) + (other * around) + 128) >> 8);
            }
        }
    }

    private static void Tone(RandomStream random, byte[] pixels)
    {
        Span<byte> table = stackalloc byte[3 * 256];
        double gain = random.Uniform(0.8, 1.2);
        double gamma = Math.Exp(random.Uniform(-0.3, 0.3));
        for (int channel = 0; channel < 3; channel++)
        {
            double own = gain * random.Uniform(0.94, 1.06);
            for (int i = 0; i < 256; i++)
            {
                table[(channel * 256) + i] =
                    (byte)Math.Clamp((255 * own * Math.Pow(i / 255.0, gamma)) + 0.5, 0, 255);
            }
        }

        for (int i = 0; i < pixels.Length; i += 3)
        {
            pixels[i] = table[pixels[i]];
            pixels[i + 1] = table[256 + pixels[i + 1]];
            pixels[i + 2] = table[512 + pixels[i + 2]];
        }
    }

    private void Noise(float deviation, ulong seed, ulong stream, byte[] pixels)
    {
        RandomStream.Fill(seed, stream, 0, _words);
        Span<int> steps = stackalloc int[256];
        for (int i = 0; i < 256; i++)
        {
            steps[i] = (int)MathF.Round(deviation * Quantiles[i]);
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            uint draw = (_words[i >> 2] >> (8 * (i & 3))) & 255;
            pixels[i] = (byte)Math.Clamp(pixels[i] + steps[(int)draw], 0, 255);
        }
    }
}
