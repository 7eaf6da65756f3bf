namespace Praxis.Recommend;

/// <summary>What a sequence model is trained to make small.</summary>
public enum SequenceLoss
{
    /// <summary>-log softmax of the target against items drawn uniformly, or against all.</summary>
    SampledSoftmax,

    /// <summary>-log softmax of the target against the other targets of the batch, corrected for how often items are
    /// targets.</summary>
    InBatch,

    /// <summary>Binary cross-entropy against items drawn uniformly, calibrated for their number.</summary>
    Gbce,
}
