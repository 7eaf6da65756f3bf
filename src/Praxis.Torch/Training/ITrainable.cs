namespace Praxis.Torch;

/// <summary>What a network gives to the training loop: batches, loss with gradients, and its evaluation.</summary>
public interface ITrainable
{
    /// <summary>The trained tensors, in a fixed order and with names that differ.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Tables of which a step touches only some rows, with their optimisers: each step calls
    /// <see cref="RowAdamW.Touch"/> and fills <see cref="RowAdamW.Gradient"/>.</summary>
    /// <value>Not to be disposed by the loop; may be empty.</value>
    IReadOnlyList<RowAdamW> Tables => [];

    /// <summary>Whether <see cref="Step"/> changes the parameters itself, as two networks in turn need; the loop then
    /// only keeps them.</summary>
    /// <value>False unless overridden.</value>
    bool AppliesGradients => false;

    /// <summary>Number of optimiser steps in an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>At least 1.</returns>
    int StepsIn(int epoch);

    /// <summary>Computes one step's loss and overwrites <see cref="Parameter.Gradient"/> of every parameter.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="step">The step inside the epoch, from 0; all randomness derives from epoch, step and the
    /// seed.</param>
    /// <returns>The mean loss, in nats.</returns>
    double Step(int epoch, int step);

    /// <summary>What the last step tells besides its loss, by name; the loop reports means over the
    /// epoch.</summary>
    /// <value>The same names in each step of a training; may be empty.</value>
    IReadOnlyDictionary<string, double> StepMetrics => System.Collections.Frozen.FrozenDictionary<string, double>.Empty;

    /// <summary>Evaluates the current parameters on the validation data.</summary>
    /// <returns>Metrics by name, with the one that the loop watches.</returns>
    IReadOnlyDictionary<string, double> Validate();
}
