using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads and writes skeletons as JSON.</summary>
/// <remarks>An object with <c>names</c>, <c>parent</c> and <c>offset_mm</c> (or <c>offset</c>, or
/// <c>offset_nominal_mm</c>), lists of one length; and, if wanted, <c>dataset</c>, <c>mm_per_unit</c>,
/// <c>end_sites</c>, <c>angle_dims_used_*</c>, <c>joints_used_*</c>, <c>copy_joint</c> and <c>copy_from</c>, lists of
/// indices. Joints without children whose names end in _End or Site are ends of bones.</remarks>
public static class SkeletonFile
{
    /// <summary>Reads a skeleton file.</summary>
    /// <param name="path">A JSON file.</param>
    /// <returns>The skeleton and its index lists.</returns>
    /// <exception cref="InputException">The file is absent or malformed; one line with the mend.</exception>
    public static SkeletonDescription Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(path, stream);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the skeleton", absent);
        }
    }

    /// <summary>Writes a skeleton that <see cref="Read(string)"/> reads.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">The skeleton and its index lists.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void Write(string path, SkeletonDescription description)
    {
        Skeleton skeleton = description.Skeleton;
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("dataset", skeleton.Name);
            if (skeleton.MillimetresPerUnit is { } millimetres)
            {
                json.WriteNumber("mm_per_unit", millimetres);
            }

            json.WriteStartArray("names");
            skeleton.JointNames.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            WriteIndices(json, "parent", [.. skeleton.Parents]);
            json.WriteStartArray("offset");
            foreach (SkeletonJoint joint in skeleton.Joints)
            {
                json.WriteStartArray();
                json.WriteNumberValue(joint.Offset.X);
                json.WriteNumberValue(joint.Offset.Y);
                json.WriteNumberValue(joint.Offset.Z);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            int[] ends = [.. Enumerable.Range(0, skeleton.JointCount).Where(i => skeleton.Joints[i].IsEndSite)];
            WriteIndices(json, "end_sites", ends);
            WriteIndices(json, "angle_dims_used", description.AngleColumns);
            WriteIndices(json, "joints_used", description.PositionJoints);
            WriteIndices(json, "copy_joint", description.CopyJoints);
            WriteIndices(json, "copy_from", description.CopyFrom);
            json.WriteEndObject();
        });
    }

    /// <summary>One of the skeletons that come with this assembly.</summary>
    internal static SkeletonDescription Bundled(string name)
    {
        using Stream stream = typeof(SkeletonFile).Assembly
            .GetManifestResourceStream($"Praxis.Motion.Skeletons.{name}")
            ?? throw new InvalidOperationException($"{name} is not among the resources");
        return Read(name, stream);
    }

    private static void WriteIndices(Utf8JsonWriter json, string name, IReadOnlyList<int> indices)
    {
        json.WriteStartArray(name);
        indices.ToList().ForEach(json.WriteNumberValue);
        json.WriteEndArray();
    }

    private static SkeletonDescription Read(string path, Stream stream)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            return Parse(path, document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is not JSON here; mend the line", malformed);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            throw new InputException(
                $"{path}: a list holds something else than it should ({CellText.Plain(wrong.Message)}); names are"
                + " texts, parents and indices are integers, an offset is three numbers", wrong);
        }
    }

    private static SkeletonDescription Parse(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException($"{path}: is not an object; write names, parent and offset_mm");
        }

        string[] names = [.. Items(Needed(path, root, "names")).Select(name => name.GetString() ?? "")];
        int[] parents = Integers(Needed(path, root, "parent"));
        (JsonElement offsets, double? millimetres) = Offsets(path, root);
        Vector3D[] places = [.. Items(offsets).Select(offset => Place(path, offset))];
        if (parents.Length != names.Length || places.Length != names.Length)
        {
            throw new InputException($"{path}: has {names.Length} names, {parents.Length} parents and"
                + $" {places.Length} offsets; write one of each for a joint");
        }

        HashSet<int> ends = Optional(root, "end_sites") is { } list ? [.. Integers(list)] : EndsByName(names, parents);
        SkeletonJoint[] joints = [.. names.Select((name, i) => new SkeletonJoint(name, parents[i], places[i])
        {
            IsEndSite = ends.Contains(i),
        })];
        if (Skeleton.Fault(joints) is { } fault)
        {
            throw new InputException($"{path}: {fault}");
        }

        string title = Optional(root, "dataset")?.GetString() ?? Path.GetFileNameWithoutExtension(path);
        var description = new SkeletonDescription(new Skeleton(title, joints, millimetres))
        {
            AngleColumns = Indices(path, root, "angle_dims_used", 3 + (3 * names.Length)),
            PositionJoints = Indices(path, root, "joints_used", names.Length),
            CopyJoints = Indices(path, root, "copy_joint", names.Length),
            CopyFrom = Indices(path, root, "copy_from", names.Length),
        };
        return description.CopyJoints.Count == description.CopyFrom.Count
            ? description
            : throw new InputException($"{path}: copy_joint has {description.CopyJoints.Count} indices and copy_from"
                + $" {description.CopyFrom.Count}; write one for each");
    }

    private static (JsonElement Offsets, double? Millimetres) Offsets(string path, JsonElement root)
    {
        if (Optional(root, "offset_mm") is { } inMillimetres)
        {
            return (inMillimetres, 1);
        }

        if (Optional(root, "offset_nominal_mm") is { } nominal)
        {
            // The benchmark multiplied the units of the BVH files with one number where another is true.
            double? scale = Optional(root, "true_mm_per_unit")?.GetDouble()
                / Optional(root, "bvh_unit_scale_used")?.GetDouble();
            return (nominal, scale);
        }

        return (Needed(path, root, "offset"), Optional(root, "mm_per_unit")?.GetDouble());
    }

    private static HashSet<int> EndsByName(string[] names, int[] parents) =>
    [
        .. Enumerable.Range(0, names.Length).Where(i => !parents.Contains(i)
            && (names[i].EndsWith("_End", StringComparison.OrdinalIgnoreCase)
                || names[i].EndsWith("Site", StringComparison.OrdinalIgnoreCase))),
    ];

    private static Vector3D Place(string path, JsonElement offset)
    {
        double[] values = [.. Items(offset).Select(value => value.GetDouble())];
        return values.Length == 3
            ? new Vector3D(values[0], values[1], values[2])
            : throw new InputException($"{path}: an offset has {values.Length} numbers; write x, y and z");
    }

    private static int[] Indices(string path, JsonElement root, string start, int count)
    {
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name.StartsWith(start, StringComparison.Ordinal))
            {
                int[] indices = Integers(property.Value);
                return indices.All(index => index >= 0 && index < count)
                    ? indices
                    : throw new InputException(
                        $"{path}: {property.Name} has an index outside 0 to {count - 1}; mend the list");
            }
        }

        return [];
    }

    private static int[] Integers(JsonElement list) => [.. Items(list).Select(value => value.GetInt32())];

    private static JsonElement.ArrayEnumerator Items(JsonElement list) => list.EnumerateArray();

    private static JsonElement? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonElement Needed(string path, JsonElement root, string name) => Optional(root, name)
        ?? throw new InputException($"{path}: has no {name}; write names, parent and offset_mm");
}
