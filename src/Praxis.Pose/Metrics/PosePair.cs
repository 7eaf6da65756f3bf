namespace Praxis.Pose;

/// <summary>The joints found for a person and the true ones.</summary>
/// <param name="Found">[J], in the picture.</param>
/// <param name="Truth">The annotated person.</param>
public sealed record PosePair(IReadOnlyList<DetectedJoint> Found, Person Truth)
{
    /// <summary>Other annotated people of the picture.</summary>
    public IReadOnlyList<Person> Others { get; init; } = [];
}
