namespace Praxis.Pose;

/// <summary>Brings the 59 labels of Clothing Co-Parsing (CCP) to those of LIP.</summary>
/// <remarks>Clothes are merged by name. Skin has one label there: its pieces become face, arms and legs by what they
/// touch and where they are. People of the set face the camera, so that the person's right is the picture's left.
/// The merges and rules are ours.</remarks>
public static class ClothingParsing
{
    // Share of the clothes' height below which a piece of skin is a leg where no lower garment tells.
    private const double LegLine = 0.65;

    /// <summary>CCP's names by LIP's; what is not named (bags, belts, jewellery) is background.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Merges { get; } =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["hat"] = ["hat"],
            ["hair"] = ["hair"],
            ["glove"] = ["gloves"],
            ["sunglasses"] = ["sunglasses", "glasses"],
            ["upper-clothes"] =
            [
                "shirt", "t-shirt", "blouse", "top", "sweater", "sweatshirt", "hoodie", "jumper", "vest", "bodysuit",
                "bra", "intimate", "swimwear", "tie",
            ],
            ["dress"] = ["dress"],
            ["coat"] = ["coat", "jacket", "blazer", "cardigan", "cape", "suit"],
            ["socks"] = ["socks"],
            ["pants"] = ["pants", "jeans", "leggings", "shorts", "tights", "stockings", "panties"],
            ["jumpsuits"] = ["romper"],
            ["scarf"] = ["scarf"],
            ["skirt"] = ["skirt"],
        };

    /// <summary>CCP's names of shoes, which are told into left and right by the picture's side.</summary>
    public static IReadOnlyList<string> Shoes { get; } =
        ["shoes", "boots", "clogs", "flats", "heels", "loafers", "pumps", "sandals", "sneakers", "wedges"];

    /// <summary>Brings a map to LIP's labels.</summary>
    /// <param name="map">A map with CCP's names.</param>
    /// <returns>A map of the same size with <see cref="ParsingMap.LipNames"/>.</returns>
    public static ParsingMap ToLip(ParsingMap map)
    {
        int[] table = [.. map.Names.Select(LipOf)];
        int[] labels = [.. map.Labels.Select(label => table[label])];
        double axis = MiddleOf(labels, map.Width, static label => label != 0) ?? map.Width / 2.0;
        axis = MiddleOf(labels, map.Width, static label => Name(label) is "upper-clothes" or "coat" or "dress") ?? axis;
        byte[] shoes = map.MaskOf(Shoes);
        for (int i = 0; i < labels.Length; i++)
        {
            if (shoes[i] != 0)
            {
                labels[i] = Lip((i % map.Width) + 0.5 < axis ? "right-shoe" : "left-shoe");
            }
        }

        PlaceSkin(map, labels, axis);
        return new ParsingMap(map.Width, map.Height, labels, ParsingMap.LipNames);
    }

    private static void PlaceSkin(ParsingMap map, int[] labels, double axis)
    {
        byte[] skin = map.MaskOf(["skin"]);
        var pieces = new int[skin.Length];
        int count = MaskComponents.Find(skin, map.Width, pieces).Count;
        (double clothesTop, double legLine) = Lines(labels, map.Width);
        var touchesHead = new bool[count + 1];
        var sums = new (double X, double Y, int Count)[count + 1];
        for (int i = 0; i < pieces.Length; i++)
        {
            int piece = pieces[i];
            if (piece != 0)
            {
                touchesHead[piece] |= TouchesHead(labels, map.Width, i);
                (double x, double y, int pixels) = sums[piece];
                sums[piece] = (x + (i % map.Width) + 0.5, y + (i / map.Width) + 0.5, pixels + 1);
            }
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            int piece = pieces[i];
            if (piece != 0)
            {
                (double x, double y, int pixels) = sums[piece];
                // A pair of bare legs may touch: legs are told apart pixel by pixel.
                labels[i] = Lip(
                    touchesHead[piece] && y / pixels < clothesTop ? "face"
                    : y / pixels > legLine ? (i % map.Width) + 0.5 < axis ? "right-leg" : "left-leg"
                    : x / pixels < axis ? "right-arm" : "left-arm");
            }
        }
    }

    // Where the clothes' first quarter ends, above which a face must lie, and the line below which skin is a leg: the
    // middle of the lower garment, or a share of the clothes.
    private static (double Top, double Leg) Lines(int[] labels, int width)
    {
        int top = Array.FindIndex(labels, static label => IsClothing(label));
        int bottom = Array.FindLastIndex(labels, static label => IsClothing(label));
        if (top < 0)
        {
            return (double.PositiveInfinity, (double)labels.Length / width / 2);
        }

        double first = top / width;
        double height = (bottom / width) + 1 - first;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (Name(labels[i]) is "pants" or "skirt")
            {
                sum += (i / width) + 0.5;
                count++;
            }
        }

        return (first + (0.25 * height), count > 0 ? sum / count : first + (LegLine * height));
    }

    private static bool TouchesHead(int[] labels, int width, int pixel)
    {
        const int reach = 3;
        (int row, int column) = Math.DivRem(pixel, width);
        for (int y = Math.Max(0, row - reach); y <= Math.Min((labels.Length / width) - 1, row + reach); y += reach)
        {
            for (int x = Math.Max(0, column - reach); x <= Math.Min(width - 1, column + reach); x += reach)
            {
                if (Name(labels[(y * width) + x]) is "hair" or "sunglasses" or "hat")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static double? MiddleOf(int[] labels, int width, Func<int, bool> isWanted)
    {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (isWanted(labels[i]))
            {
                sum += (i % width) + 0.5;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static bool IsClothing(int label) =>
        Name(label) is "upper-clothes" or "dress" or "coat" or "pants" or "jumpsuits" or "skirt";

    private static string Name(int label) => ParsingMap.LipNames[label];

    private static int Lip(string name)
    {
        for (int i = 0; i < ParsingMap.LipNames.Count; i++)
        {
            if (ParsingMap.LipNames[i] == name)
            {
                return i;
            }
        }

        return 0;
    }

    private static int LipOf(string clothing)
    {
        foreach ((string lip, IReadOnlyList<string> names) in Merges)
        {
            if (names.Contains(clothing, StringComparer.OrdinalIgnoreCase))
            {
                return Lip(lip);
            }
        }

        return 0;
    }
}
