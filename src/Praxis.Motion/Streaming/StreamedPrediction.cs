namespace Praxis.Motion;

/// <summary>A prediction made when a frame came, or failed to come.</summary>
/// <param name="Number">Number of the newest frame of the history; the first pose is one later.</param>
/// <param name="Poses">[future, nodes], blended with the predictions before.</param>
/// <param name="Source">What made it.</param>
/// <param name="EstimatedCount">Frames of the history that did not come and were estimated.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record StreamedPrediction(
    long Number, PoseMatrix Poses, PredictionSource Source, int EstimatedCount, double Milliseconds);
