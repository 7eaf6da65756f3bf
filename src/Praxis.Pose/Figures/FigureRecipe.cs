using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>A small file that says which figures to draw: the whole of a data set of drawn people.</summary>
/// <remarks>A JSON object <c>{"figures": {"seed": 1, "size": 96, "train": 8000, "val": 1000, "test": 1000}}</c>; what
/// is left out has these values but for the seed, which is 0.</remarks>
public sealed record FigureRecipe
{
    private const int MostBytes = 1 << 16;
    private static readonly JsonSerializerOptions Strict = new(PraxisJson.Indented)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The seed of all figures.</summary>
    public ulong Seed { get; init; }

    /// <summary>Side of the pictures in pixels, a multiple of 8.</summary>
    [Range(32, 512)]
    public int Size { get; init; } = 96;

    /// <summary>Figures to learn from.</summary>
    [Range(8, 1_000_000)]
    public int Train { get; init; } = 8000;

    /// <summary>Figures to choose by.</summary>
    [Range(1, 100_000)]
    public int Val { get; init; } = 1000;

    /// <summary>Figures of each of the six tests.</summary>
    [Range(1, 100_000)]
    public int Test { get; init; } = 1000;

    /// <summary>Parts of a type that are cut from the figures to learn from.</summary>
    [Range(1, 10_000)]
    public int Parts { get; init; } = 100;

    /// <summary>Whether a file looks like a recipe: a small JSON file that speaks of figures.</summary>
    /// <param name="path">The file.</param>
    public static bool Accepts(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || !File.Exists(path)
            || new FileInfo(path).Length > MostBytes)
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("figures", out _);
        }
        catch (Exception other) when (other is JsonException or IOException)
        {
            return false;
        }
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">It is malformed, or a number is out of its range; one line.</exception>
    public static FigureRecipe Read(string path)
    {
        try
        {
            FigureRecipe recipe = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Strict)?.Figures
                ?? throw new InputException($"{path}: has no figures; write {{\"figures\": {{\"seed\": 1}}}}");
            Validate(path, recipe);
            return recipe.Size % 8 == 0
                ? recipe
                : throw new InputException($"{path}: size is {recipe.Size}; it must be a multiple of 8");
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is no recipe of figures here; write seed, size, train, val, test"
                + " and parts as numbers",
                malformed);
        }
        catch (IOException absent)
        {
            throw new InputException($"{path}: cannot be read", absent);
        }
    }

    // The schema speaks of flags; here the numbers stand in a file.
    private static void Validate(string path, FigureRecipe recipe)
    {
        try
        {
            OptionsSchema.Validate(recipe);
        }
        catch (InputException outside)
        {
            throw new InputException($"{path}: {outside.Message.TrimStart('-')}", outside);
        }
    }

    private sealed record Content(FigureRecipe? Figures);
}
