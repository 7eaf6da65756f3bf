using System.Runtime.InteropServices;
using System.Text.Json;
using Praxis.Core;
using Praxis.Data;
using SkiaSharp;

namespace Praxis.Pose;

/// <summary>Keeps a pool in a folder: a PNG for each part, its mask as opacity, and a manifest.</summary>
/// <remarks>The manifest <c>parts.json</c> names each part's file, type, source and joints, and each part that was not
/// taken with the reason. PNG loses nothing.</remarks>
public static class PartPoolFile
{
    private const string Format = "praxis-parts";
    private const int Version = 1;
    private const string ManifestName = "parts.json";

    /// <summary>The picture of all types side by side.</summary>
    public const string SheetName = "parts.png";

    private const string UnfinishedEnding = ".praxis-pool";
    private const int NumbersOfJoint = 3;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Saves a pool: whole or not at all.</summary>
    /// <param name="folder">A folder that is not there or empty.</param>
    /// <param name="pool">The pool.</param>
    /// <exception cref="InputException">The folder holds files.</exception>
    /// <exception cref="StorageException">The disk is full or cannot be written.</exception>
    public static void Save(string folder, PartPool pool)
    {
        RequireFree(folder);
        string whole = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        bool isNew = !Directory.Exists(whole);
        // A new folder is renamed into place at once; what is written into one that is there is its manifest last.
        string unfinished = isNew ? whole + UnfinishedEnding : Path.Combine(whole, UnfinishedEnding);
        var moved = new List<string>();
        bool isWhole = false;
        try
        {
            Delete(unfinished);
            Directory.CreateDirectory(unfinished);
            Write(unfinished, pool);
            if (isNew)
            {
                Directory.Move(unfinished, whole);
            }
            else
            {
                foreach (string type in Directory.GetDirectories(unfinished))
                {
                    moved.Add(Path.Combine(whole, Path.GetFileName(type)));
                    Directory.Move(type, moved[^1]);
                }

                File.Move(Path.Combine(unfinished, SheetName), Path.Combine(whole, SheetName), overwrite: true);
                File.Move(Path.Combine(unfinished, ManifestName), Path.Combine(whole, ManifestName));
            }

            isWhole = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{folder}: cannot be written ({exception.Message}); choose another", exception);
        }
        finally
        {
            foreach (string left in isWhole ? [unfinished] : (string[])[unfinished, .. moved])
            {
                Delete(left);
            }
        }
    }

    /// <summary>Checks that a pool can be saved to a folder, before any is cut.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">It holds files, or is a file.</exception>
    public static void RequireFree(string folder)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"{folder}: is a file; choose a folder");
        }

        if (File.Exists(Path.Combine(folder, ManifestName)))
        {
            throw new InputException($"{folder}: holds a pool of parts; choose another folder or delete it");
        }

        if (Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).Any(path => Path.GetFileName(path) != UnfinishedEnding))
        {
            throw new InputException(
                $"{folder}: holds files and no {ManifestName}; choose a folder that is empty or not there, or delete"
                + " it where it is what a killed pool left");
        }
    }

    /// <summary>Loads a pool.</summary>
    /// <param name="folder">A folder that <see cref="Save"/> made.</param>
    /// <returns>The pool with its rejections.</returns>
    /// <exception cref="InputException">The manifest or a part is absent or malformed; one line with the
    /// mend.</exception>
    public static PartPool Load(string folder)
    {
        string manifest = Path.Combine(folder, ManifestName);
        Content content = ReadManifest(manifest);
        if (content.Format != Format || content.Version != Version)
        {
            throw new InputException(
                $"{manifest}: is {content.Format} version {content.Version}; "
                + $"this program reads {Format} version {Version}");
        }

        if (content.Parts is null || content.Rejections is null || content.Rejections.Contains(null))
        {
            throw new InputException($"{manifest}: has no parts or no rejections; build the pool again");
        }

        return new PartPool(
            content.Parts.Select((entry, i) => Read(folder, manifest, entry, i)), content.Rejections!);
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted stays, and the next pool passes over it.
        }
    }

    private static void Write(string folder, PartPool pool)
    {
        var entries = new List<Entry>();
        foreach (BodyPartType type in pool.Types)
        {
            Directory.CreateDirectory(Path.Combine(folder, type.Name));
            IReadOnlyList<BodyPart> parts = pool.Of(type.Index);
            for (int i = 0; i < parts.Count; i++)
            {
                string file = $"{type.Name}/{i:D5}.png";
                byte[] png = Encode(parts[i]);
                AtomicFile.Write(Path.Combine(folder, file), stream => stream.Write(png));
                double[][] joints = [.. parts[i].Joints.Select(static joint => joint.IsLabelled
                    ? new[] { joint.X, joint.Y, (int)joint.State }
                    : new double[NumbersOfJoint])];
                entries.Add(new Entry(file, type.Name, parts[i].Source, joints));
            }
        }

        ImageFile.WritePng(Path.Combine(folder, SheetName), PartPoolSheet.Draw(pool));
        var content = new Content(Format, Version, [.. entries], [.. pool.Rejections]);
        AtomicFile.Write(
            Path.Combine(folder, ManifestName), stream => JsonSerializer.Serialize(stream, content, Strict));
    }

    private static Content ReadManifest(string manifest)
    {
        try
        {
            using FileStream stream = File.OpenRead(manifest);
            return JsonSerializer.Deserialize<Content>(stream, Strict)
                ?? throw new InputException($"{manifest}: is empty; build the pool again");
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{manifest}:{malformed.LineNumber + 1}: is not a manifest of parts; build the pool again", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{manifest}: cannot be read; give a folder that a pool of parts was saved to", unreadable);
        }
    }

    private static BodyPart Read(string folder, string manifest, Entry? entry, int place)
    {
        if (entry?.File is null || entry.File.Contains('\0')
            || entry.Type is null || entry.Source is null || entry.Joints is null)
        {
            throw new InputException(
                $"{manifest}: part {place} must have a file, type, source and joints; build the pool again");
        }

        string path = Path.GetFullPath(Path.Combine(folder, entry.File));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InputException(
                $"{manifest}: part {place} is {CellText.Plain(entry.File)}, which is not in the pool's folder; build "
                + "the pool again");
        }

        BodyPartType type = BodyPartType.Find(entry.Type)
            ?? throw new InputException(
                $"{manifest}: part {place} is of type \"{entry.Type}\", which is none of "
                + string.Join(", ", BodyPartType.All.Select(static type => type.Name)));
        if (entry.Joints.Length != PoseSkeleton.Mpii.Count
            || entry.Joints.Any(static joint =>
                joint is not { Length: NumbersOfJoint } || joint[2] != (int)joint[2]
                    || !Enum.IsDefined((JointState)(int)joint[2])))
        {
            throw new InputException(
                $"{manifest}: part {place} must have 16 joints of x, y and a state from 0 to 6; build the pool again");
        }

        Joint[] joints =
            [.. entry.Joints.Select(static joint => new Joint(joint![0], joint[1], (JointState)(int)joint[2]))];
        (RgbImage image, byte[] mask) = Decode(path);
        try
        {
            return new BodyPart(type, image, mask, joints, entry.Source);
        }
        catch (ArgumentException wrong)
        {
            throw new InputException($"{path}: no pixel is opaque, or some are half so; build the pool again", wrong);
        }
    }

    private static byte[] Encode(BodyPart part)
    {
        var info = new SKImageInfo(
            part.Image.Width, part.Image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[4 * part.Mask.Length];
        for (int i = 0; i < part.Mask.Length; i++)
        {
            part.Image.Pixels.AsSpan(3 * i, 3).CopyTo(pixels.AsSpan(4 * i));
            pixels[(4 * i) + 3] = (byte)(255 * part.Mask[i]);
        }

        using var image = SKImage.FromPixelCopy(info, pixels);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static (RgbImage Image, byte[] Mask) Decode(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"{path}: is not there though the manifest names it; build the pool again");
        }

        using SKCodec? codec = SKCodec.Create(path);
        if (codec is null)
        {
            throw new InputException($"{path}: is not a picture; build the pool again");
        }

        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pixels = new byte[info.BytesSize];
        GCHandle handle = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        SKCodecResult result;
        try
        {
            result = codec.GetPixels(info, handle.AddrOfPinnedObject());
        }
        finally
        {
            handle.Free();
        }

        if (result != SKCodecResult.Success)
        {
            throw new InputException($"{path}: is cut off or damaged; build the pool again");
        }

        var image = new RgbImage(info.Width, info.Height);
        var mask = new byte[info.Width * info.Height];
        for (int i = 0; i < mask.Length; i++)
        {
            pixels.AsSpan(4 * i, 3).CopyTo(image.Pixels.AsSpan(3 * i));
            // Anything between is to be refused.
            mask[i] = pixels[(4 * i) + 3] switch { 0 => 0, 255 => 1, _ => 2 };
        }

        return (image, mask);
    }

    private sealed record Content(string Format, int Version, Entry?[]? Parts, PartRejection?[]? Rejections);

    private sealed record Entry(string? File, string? Type, string? Source, double[]?[]? Joints);
}
