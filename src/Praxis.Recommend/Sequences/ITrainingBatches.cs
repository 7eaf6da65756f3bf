namespace Praxis.Recommend;

/// <summary>What a training learns from, batch by batch.</summary>
internal interface ITrainingBatches
{
    /// <summary>Optimiser steps in an epoch.</summary>
    int StepCount { get; }

    /// <summary>The batch of a step; the same epoch, step and seed give the same batch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="step">The step inside the epoch, from 0.</param>
    /// <returns>The batch.</returns>
    SequenceBatch Batch(int epoch, int step);
}
