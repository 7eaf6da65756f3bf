using Praxis.Core;

namespace Praxis.Pose;

/// <summary>What each pixel of a picture shows, by a list of names.</summary>
public sealed class ParsingMap
{
    /// <summary>Makes a map.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="labels">[height, width], places in <paramref name="names"/>; kept.</param>
    /// <param name="names">Names of the labels from 0.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a label has no name.</exception>
    public ParsingMap(int width, int height, int[] labels, IReadOnlyList<string> names)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Check.Length(labels.Length, (long)width * height, nameof(labels));
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)names.Count)
            {
                throw new ArgumentException($"label {label} has no name; there are {names.Count}", nameof(labels));
            }
        }

        Width = width;
        Height = height;
        Labels = labels;
        Names = [.. names];
    }

    /// <summary>The 20 labels of LIP (Look Into Person) in their order.</summary>
    public static IReadOnlyList<string> LipNames { get; } =
    [
        "background", "hat", "hair", "glove", "sunglasses", "upper-clothes", "dress", "coat", "socks", "pants",
        "jumpsuits", "scarf", "skirt", "face", "left-arm", "right-arm", "left-leg", "right-leg", "left-shoe",
        "right-shoe",
    ];

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width].</summary>
    public int[] Labels { get; }

    /// <summary>Names of the labels from 0.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A mask of the pixels whose label is among some names.</summary>
    /// <param name="names">The names; letters' case does not matter.</param>
    /// <returns>[height, width], 1 or 0.</returns>
    public byte[] MaskOf(IReadOnlyCollection<string> names)
    {
        bool[] isWanted = [.. Names.Select(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))];
        var mask = new byte[Labels.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = isWanted[Labels[i]] ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
