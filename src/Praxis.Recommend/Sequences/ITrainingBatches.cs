namespace Praxis.Recommend;

/// <summary>What a training learns from, batch by batch.</summary>
internal interface ITrainingBatches
{
    /// <summary>Optimiser steps in an epoch; the most of any where epochs differ.</summary>
    int StepCount { get; }

    /// <summary>Whether epochs differ in length.</summary>
    bool EpochsDiffer => false;

    /// <summary>Optimiser steps in one epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>At least 1.</returns>
    int StepsIn(int epoch) => StepCount;

    /// <summary>Optimiser steps in all epochs before one.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The steps.</returns>
    ulong StepsBefore(int epoch) => (ulong)epoch * (ulong)StepCount;

    /// <summary>The batch of a step; the same epoch, step and seed give the same batch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="step">The step inside the epoch, from 0.</param>
    /// <returns>The batch.</returns>
    SequenceBatch Batch(int epoch, int step);
}
