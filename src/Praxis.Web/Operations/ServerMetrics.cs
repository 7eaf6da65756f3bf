using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Praxis.Web;

/// <summary>What the server measures of itself, for /metrics.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Praxis.Web";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _seconds;

    /// <summary>Makes the instruments.</summary>
    public ServerMetrics(FitQueue queue, ModelRegistry models, EventStore events, TimeProvider clock)
    {
        _seconds = _meter.CreateHistogram<double>(
            "praxis.prediction.duration", "s", "Time from the question to the answer, waiting included.");
        _meter.CreateObservableGauge(
            "praxis.queue.waiting", () => queue.Counts.Waiting, "{fit}", "Fits that wait.");
        _meter.CreateObservableGauge(
            "praxis.queue.running", () => queue.Counts.Running, "{fit}", "Fits that run.");
        _meter.CreateObservableGauge(
            "praxis.model.age",
            () => models.OpenModels.Where(static model => model.Ended is not null)
                .Select(model => new Measurement<double>(
                    (clock.GetUtcNow() - model.Ended!.Value).TotalSeconds, Run(model.RunId))),
            "s",
            "Time since the fit of each open model.");
        _meter.CreateObservableCounter(
            "praxis.cache.hits",
            () => models.OpenModels.Select(static model => new Measurement<long>(model.Cache.Hits, Run(model.RunId))),
            "{question}",
            "Questions whose user was in the cache.");
        _meter.CreateObservableCounter(
            "praxis.cache.misses",
            () => models.OpenModels.Select(static model => new Measurement<long>(model.Cache.Misses, Run(model.RunId))),
            "{question}",
            "Questions whose user was not in the cache.");
        _meter.CreateObservableGauge(
            "praxis.cache.size",
            () => models.OpenModels.Select(static model => new Measurement<long>(model.Cache.Bytes, Run(model.RunId))),
            "By",
            "What the caches of users hold.");
        _meter.CreateObservableGauge(
            "praxis.cache.users",
            () => models.OpenModels.Select(static model => new Measurement<long>(model.Cache.Count, Run(model.RunId))),
            "{user}",
            "Users in the caches.");
        _meter.CreateObservableGauge("praxis.events.kept", () => events.Counts.Events, "{event}", "Events of users.");
        _meter.CreateObservableGauge("praxis.events.users", () => events.Counts.Users, "{user}", "Users with events.");
    }

    /// <summary>Measures until the returned object is disposed.</summary>
    public IDisposable Measure(string kind) => new Span(this, kind);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Run(string id) => new("run", id);

    private sealed class Span(ServerMetrics metrics, string kind) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose() => metrics._seconds.Record(
            Stopwatch.GetElapsedTime(_start).TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }
}
