using System.Text.Json;
using System.Text.Json.Serialization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Reads skeletons from JSON: <c>name</c>, <c>joints</c>, <c>bones</c> and, if wanted, <c>sigmas</c>.
/// </summary>
public static class PoseSkeletonFile
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a skeleton file.</summary>
    /// <param name="path">A JSON file.</param>
    /// <returns>The skeleton.</returns>
    /// <exception cref="InputException">The file is absent or malformed; one line with the mend.</exception>
    public static PoseSkeleton Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(path, stream);
        }
        catch (InputException) when (PoseJson.IsWide(path))
        {
            throw new InputException($"{path}: is not UTF-8; save it as UTF-8");
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read; check the path of the skeleton", absent);
        }
    }

    /// <summary>One of the skeletons that come with this assembly.</summary>
    internal static PoseSkeleton Bundled(string name)
    {
        using Stream stream = typeof(PoseSkeletonFile).Assembly
            .GetManifestResourceStream($"Praxis.Pose.Skeletons.{name}")
            ?? throw new InvalidOperationException($"{name} is not among the resources");
        return Read(name, stream);
    }

    private static PoseSkeleton Read(string path, Stream stream)
    {
        try
        {
            Content content = JsonSerializer.Deserialize<Content>(stream, Strict)
                ?? throw new InputException($"{path}: is empty; write name, joints and bones");
            Check(path, content);
            (int, int)[] bones = [.. (content.Bones ?? []).Select(static bone => (bone![0], bone[1]))];
            return new PoseSkeleton(content.Name!, content.Joints!, bones, content.Sigmas);
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is not a skeleton here; write name, joints, bones, sigmas",
                malformed);
        }
    }

    private static void Check(string path, Content content)
    {
        string[] joints = [.. (content.Joints ?? []).OfType<string>().Where(static name => name.Trim().Length > 0)];
        if (joints.Length == 0 || joints.Length != content.Joints!.Length)
        {
            throw new InputException($"{path}: joints must be names, one or more; write them");
        }

        JointNames.RequirePrintable(path, joints);
        if (string.IsNullOrWhiteSpace(content.Name))
        {
            throw new InputException($"{path}: has no name; write one");
        }

        if (joints.GroupBy(JointNames.Plain).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new InputException($"{path}: joint {twice.First()} stands twice; give each its own name");
        }

        int[]? wrong = (content.Bones ?? []).FirstOrDefault(bone =>
            bone is not { Length: 2 } || bone.Any(joint => (uint)joint >= (uint)joints.Length));
        if (wrong is not null || content.Bones?.Contains(null) == true)
        {
            throw new InputException(
                $"{path}: bones has [{string.Join(", ", wrong ?? [])}]; a bone is two joints, counted from 0 to "
                + $"{joints.Length - 1}");
        }

        if (content.Sigmas is { } sigmas
            && (sigmas.Length != joints.Length || !sigmas.All(static sigma => sigma > 0 && double.IsFinite(sigma))))
        {
            throw new InputException(
                $"{path}: sigmas must be {joints.Length} numbers above 0, one a joint; got {sigmas.Length}");
        }
    }

    private sealed record Content(string? Name, string?[]? Joints, int[]?[]? Bones, double[]? Sigmas);
}
