using Praxis.Core;

namespace Praxis.Motion;

/// <summary>The order of the three axes of Euler angles: R = R_first(a) R_second(b) R_third(c) on column
/// vectors.</summary>
/// <remarks>Axes are 0 for x, 1 for y and 2 for z. Both kinds are meant: three different axes (Tait-Bryan, six orders)
/// and first = third (proper Euler angles, six orders). The order of a BVH joint is the order of its rotation
/// channels.</remarks>
public readonly record struct EulerOrder
{
    private const string Letters = "XYZ";

    /// <summary>Makes an order.</summary>
    /// <param name="first">Outermost axis: 0, 1 or 2.</param>
    /// <param name="second">Middle axis; differs from both others.</param>
    /// <param name="third">Innermost axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is none of the three, or the middle one repeats a
    /// neighbour.</exception>
    public EulerOrder(int first, int second, int third)
    {
        if (!IsOrder(first, second, third))
        {
            throw new ArgumentOutOfRangeException(
                nameof(second), $"axes {first}, {second}, {third} are not an order of Euler angles");
        }

        (First, Second, Third) = (first, second, third);
    }

    /// <summary>R = Rz Ry Rx, the order of the CMU files in BVH form.</summary>
    public static EulerOrder Zyx { get; } = new(2, 1, 0);

    /// <summary>R = Rx Ry Rz.</summary>
    public static EulerOrder Xyz { get; } = new(0, 1, 2);

    /// <summary>All twelve orders: the six of different axes, then the six proper ones.</summary>
    public static IReadOnlyList<EulerOrder> All { get; } =
    [
        new(0, 1, 2), new(0, 2, 1), new(1, 0, 2), new(1, 2, 0), new(2, 0, 1), new(2, 1, 0),
        new(0, 1, 0), new(0, 2, 0), new(1, 0, 1), new(1, 2, 1), new(2, 0, 2), new(2, 1, 2),
    ];

    /// <summary>Outermost axis.</summary>
    public int First { get; }

    /// <summary>Middle axis.</summary>
    public int Second { get; }

    /// <summary>Innermost axis.</summary>
    public int Third { get; }

    /// <summary>Whether first and third axis are the same.</summary>
    public bool IsProper => First == Third;

    /// <summary>The axis that is neither of the first two.</summary>
    internal int Remaining => 3 - First - Second;

    /// <summary>+1 where first, second, remaining are a cyclic order of x, y, z; else -1.</summary>
    internal int Sign => (Second - First + 3) % 3 == 1 ? 1 : -1;

    /// <summary>Reads an order as letters or as channel names.</summary>
    /// <param name="text">"ZYX" or "Zrotation Yrotation Xrotation", in any case; the outermost first.</param>
    /// <returns>The order.</returns>
    /// <exception cref="InputException">The text is not an order.</exception>
    public static EulerOrder Parse(string text)
    {
        string letters = text.Replace("rotation", "", StringComparison.OrdinalIgnoreCase)
            .Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        int[] axes = [.. letters.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal))];
        return axes.Length == 3 && IsOrder(axes[0], axes[1], axes[2])
            ? new EulerOrder(axes[0], axes[1], axes[2])
            : throw new InputException($"rotation order must be three axes as in ZYX or ZXY; got {text}");
    }

    /// <summary>The order of one to three rotation channels, missing axes added behind.</summary>
    /// <param name="axes">One to three axes, neighbours different.</param>
    /// <returns>An order that begins with the axes; null where they are no order.</returns>
    public static EulerOrder? Complete(IReadOnlyList<int> axes)
    {
        int[] all = [.. axes, .. Enumerable.Range(0, 3).Except(axes)];
        return axes.Count is >= 1 and <= 3 && all.Length >= 3 && IsOrder(all[0], all[1], all[2])
            ? new EulerOrder(all[0], all[1], all[2])
            : null;
    }

    /// <summary>The three letters, outermost first.</summary>
    /// <returns>As in "ZYX".</returns>
    public override string ToString() => $"{Letters[First]}{Letters[Second]}{Letters[Third]}";

    private static bool IsOrder(int first, int second, int third) =>
        first is >= 0 and < 3 && second is >= 0 and < 3 && third is >= 0 and < 3
        && first != second && second != third;
}
