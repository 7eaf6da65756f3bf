namespace Praxis.Pose;

/// <summary>What was found in a set of annotated pictures.</summary>
/// <param name="Findings">The doubts, picture by picture.</param>
/// <param name="PictureCount">Pictures examined.</param>
/// <param name="PersonCount">People examined.</param>
/// <param name="LabelledShares">[J]: in which share of the people each joint is labelled.</param>
public sealed record PoseDiagnosis(
    IReadOnlyList<PoseFinding> Findings,
    int PictureCount,
    int PersonCount,
    IReadOnlyList<double> LabelledShares)
{
    /// <summary>How many findings there are of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public int Count(PoseFindingKind kind) => Findings.Count(finding => finding.Kind == kind);
}
