namespace Praxis.Pose;

/// <summary>A person in a picture in memory.</summary>
/// <param name="Image">The picture, or what of it lies about the person.</param>
/// <param name="Person">In pixels of that picture.</param>
internal sealed record PoseExample(RgbImage Image, Person Person)
{
    /// <summary>Other people in the picture, for the wrong-person rate.</summary>
    internal IReadOnlyList<Person> Others { get; init; } = [];
}
