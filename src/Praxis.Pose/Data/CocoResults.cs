using System.Text.Json;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Writes found people as COCO result JSON, as the evaluation server and its tools read them.</summary>
public static class CocoResults
{
    /// <summary>The number of COCO's category of people.</summary>
    public const long PersonCategory = 1;

    /// <summary>Writes a list of <c>image_id, category_id, keypoints, score</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="people">The people found.</param>
    /// <param name="categoryId">The number of their category in the annotations.</param>
    /// <param name="fileName">Name of the file of a picture's number, written as <c>file_name</c>; null for none.
    /// </param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <remarks>Places are written as those of pixels from 0: ½ is taken off. The third number of a keypoint is its
    /// confidence; a joint that was not found is 0, 0, 0.</remarks>
    public static void Write(
        string path,
        IEnumerable<PoseDetection> people,
        long categoryId = PersonCategory,
        Func<long, string>? fileName = null) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        foreach (PoseDetection person in people)
        {
            writer.WriteStartObject();
            writer.WriteNumber("image_id", person.ImageId);
            writer.WriteNumber("category_id", categoryId);
            if (fileName is not null)
            {
                writer.WriteString("file_name", fileName(person.ImageId));
            }

            writer.WriteStartArray("keypoints");
            foreach (DetectedJoint joint in person.Joints)
            {
                writer.WriteNumberValue(joint.IsFound ? Math.Round(joint.X - 0.5, 3) : 0);
                writer.WriteNumberValue(joint.IsFound ? Math.Round(joint.Y - 0.5, 3) : 0);
                writer.WriteNumberValue(joint.IsFound ? Math.Round(joint.Score, 5) : 0);
            }

            writer.WriteEndArray();
            writer.WriteNumber("score", person.Score);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
