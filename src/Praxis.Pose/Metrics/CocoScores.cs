namespace Praxis.Pose;

/// <summary>The ten numbers of COCO's keypoint evaluation, 0 to 1; NaN where no person counts.</summary>
/// <param name="AveragePrecision">Over similarities .50, .55, ..., .95.</param>
/// <param name="Precision50">At similarity .50.</param>
/// <param name="Precision75">At similarity .75.</param>
/// <param name="PrecisionMedium">Of people from 32² to 96² pixels.</param>
/// <param name="PrecisionLarge">Of people from 96² pixels.</param>
/// <param name="AverageRecall">Over similarities .50, .55, ..., .95.</param>
/// <param name="Recall50">At similarity .50.</param>
/// <param name="Recall75">At similarity .75.</param>
/// <param name="RecallMedium">Of people from 32² to 96² pixels.</param>
/// <param name="RecallLarge">Of people from 96² pixels.</param>
public sealed record CocoScores(
    double AveragePrecision,
    double Precision50,
    double Precision75,
    double PrecisionMedium,
    double PrecisionLarge,
    double AverageRecall,
    double Recall50,
    double Recall75,
    double RecallMedium,
    double RecallLarge);
