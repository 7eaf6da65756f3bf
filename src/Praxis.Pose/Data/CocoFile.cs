using System.Text.Json;
using System.Text.Json.Serialization;

namespace Praxis.Pose;

/// <summary>What is read of a COCO keypoint file; names are those of the file without underscores.</summary>
internal sealed record CocoFile(
    IReadOnlyList<CocoImage>? Images,
    IReadOnlyList<CocoAnnotation>? Annotations,
    IReadOnlyList<CocoCategory>? Categories);

/// <summary>A picture of the file.</summary>
internal sealed record CocoImage(long Id, string? FileName, double Width, double Height);

/// <summary>A person, or another object, of the file.</summary>
internal sealed record CocoAnnotation(
    long Id,
    long ImageId,
    long CategoryId,
    IReadOnlyList<double>? Keypoints,
    IReadOnlyList<double>? Bbox,
    double? Area,
    [property: JsonConverter(typeof(CocoFlag))] bool Iscrowd);

/// <summary>A kind of object, with the names of its keypoints and pairs of them, counted from 1.</summary>
internal sealed record CocoCategory(
    long Id,
    string? Name,
    IReadOnlyList<string>? Keypoints,
    IReadOnlyList<IReadOnlyList<int>>? Skeleton);

/// <summary>A flag that COCO writes as 0 or 1 and other programs as false or true.</summary>
internal sealed class CocoFlag : JsonConverter<bool>
{
    /// <inheritdoc/>
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt32(out int number) => number != 0,
            _ => throw new JsonException(),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value ? 1 : 0);
}
