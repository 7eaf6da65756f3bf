namespace Praxis.Pose;

/// <summary>One doubt about an annotation.</summary>
/// <param name="Kind">What may be wrong.</param>
/// <param name="Path">The picture.</param>
/// <param name="PersonId">The number of the annotation; 0 where it has none or the finding is of the picture.</param>
/// <param name="Joint">The joint or joints; empty where it is of the whole person or picture.</param>
/// <param name="Text">What was found and by which rule, on one line.</param>
public sealed record PoseFinding(PoseFindingKind Kind, string Path, long PersonId, string Joint, string Text);
