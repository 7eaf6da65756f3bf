namespace Praxis.Core;

/// <summary>Learns from data; the constructor only stores the options, <see cref="Fit"/> checks them.</summary>
/// <typeparam name="TData">The immutable data set.</typeparam>
/// <typeparam name="TFitted">The immutable result.</typeparam>
public interface IEstimator<in TData, out TFitted>
{
    /// <summary>Learns and returns a new result; neither the estimator nor the data change.</summary>
    /// <param name="data">The data set; kept by reference where the result needs it.</param>
    /// <param name="context">Seed, threads, clock, cancellation, events and checkpoints.</param>
    /// <returns>The fitted result.</returns>
    /// <exception cref="InputException">An option is out of its range or the data cannot carry the method.</exception>
    TFitted Fit(TData data, FitContext context);
}
