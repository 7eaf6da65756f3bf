namespace Praxis.Torch;

/// <summary>How a training ended; the parameters hold the best epoch's values.</summary>
/// <param name="BestEpoch">The epoch whose values were kept, from 1; 0 when no epoch was done.</param>
/// <param name="BestMetric">The watched validation metric of that epoch.</param>
/// <param name="EpochCount">Epochs done.</param>
/// <param name="StoppedBy">What ended it: "epochs", "patience" or "time limit".</param>
public sealed record TrainingOutcome(int BestEpoch, double BestMetric, int EpochCount, string StoppedBy);
