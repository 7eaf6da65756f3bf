namespace Praxis.Pose;

/// <summary>A picture on disk with its people.</summary>
/// <param name="Path">The image file.</param>
/// <param name="People">Those annotated; may be none.</param>
public sealed record PosePicture(string Path, IReadOnlyList<Person> People)
{
    /// <summary>The name that the annotations give it, with folders; empty where there are none.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The number that the file gives the picture, or 0.</summary>
    public long Id { get; init; }

    /// <summary>Columns and rows, where the file of annotations states them; null where it does not.</summary>
    public (int Width, int Height)? Size { get; init; }
}
