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
            if (content.Joints.Length == 0 || content.Bones.Any(static bone => bone.Length != 2))
            {
                throw new InputException($"{path}: joints must have a name or more, and each of bones two numbers");
            }

            (int, int)[] bones = [.. content.Bones.Select(static bone => (bone[0], bone[1]))];
            return new PoseSkeleton(content.Name, content.Joints, bones, content.Sigmas);
        }
        catch (JsonException malformed)
        {
            throw new InputException(
                $"{path}:{malformed.LineNumber + 1}: is not a skeleton here; write name, joints, bones, sigmas",
                malformed);
        }
        catch (ArgumentException wrong)
        {
            throw new InputException($"{path}: {wrong.Message}", wrong);
        }
    }

    private sealed record Content(string Name, string[] Joints, int[][] Bones, double[]? Sigmas);
}
