using System.Text.Json;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Writes found people as COCO result JSON, as the evaluation server and its tools read them.</summary>
public static class CocoResults
{
    private const int PersonCategory = 1;

    /// <summary>Writes a list of <c>image_id, category_id, keypoints, score</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="people">The people found.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <remarks>Places are written as those of pixels from 0: ½ is taken off. The third number of a keypoint is its
    /// confidence.</remarks>
    public static void Write(string path, IEnumerable<PoseDetection> people) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        foreach (PoseDetection person in people)
        {
            writer.WriteStartObject();
            writer.WriteNumber("image_id", person.ImageId);
            writer.WriteNumber("category_id", PersonCategory);
            writer.WriteStartArray("keypoints");
            foreach (DetectedJoint joint in person.Joints)
            {
                writer.WriteNumberValue(Math.Round(joint.X - 0.5, 3));
                writer.WriteNumberValue(Math.Round(joint.Y - 0.5, 3));
                writer.WriteNumberValue(Math.Round(joint.Score, 5));
            }

            writer.WriteEndArray();
            writer.WriteNumber("score", person.Score);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
