namespace Praxis.Motion;

/// <summary>Errors of a prediction, as the viewer draws them below the figures.</summary>
/// <param name="Name">What it is an error of, for the legend.</param>
/// <param name="Values">One for each predicted frame, the first one frame behind the last observed; fewer where the
/// truth ends early.</param>
public sealed record ViewCurve(string Name, IReadOnlyList<double> Values);
