namespace Praxis.Core;

/// <summary>A metric taken apart into what each unit of the test gave to it, so that runs on the same units can be
/// compared pair by pair.</summary>
/// <param name="Metric">The name of the metric among the run's metrics; the metric is the weighted mean of the
/// values.</param>
/// <param name="Unit">What a unit is, in the plural, as in "people".</param>
/// <param name="Fingerprint">The same for the same units in the same order.</param>
/// <param name="Values">[units], in the metric's own unit.</param>
/// <param name="Weights">[units]: what each counts, from 0; null for 1 each.</param>
public sealed record UnitScores(
    string Metric,
    string Unit,
    string Fingerprint,
    IReadOnlyList<double> Values,
    IReadOnlyList<double>? Weights);
