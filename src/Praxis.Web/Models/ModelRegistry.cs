using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Fitted models that stay open between questions.</summary>
public sealed class ModelRegistry
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the registry; models are opened with their first question.</summary>
    /// <param name="environment">Methods, store and clock.</param>
    public ModelRegistry(JobEnvironment environment) => _environment = environment;

    /// <summary>Asks a run, with the same answers as the command line.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="values">The question as typed, by flag without dashes.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answers, a row each.</returns>
    /// <exception cref="PraxisException">Run or question cannot be used.</exception>
    public ResultTable Predict(
        string runId, IReadOnlyDictionary<string, string> values, CancellationToken cancellation = default) =>
        new PredictJob(_environment with { Cancellation = cancellation })
            .Run(runId, values, Environment.ProcessorCount);

    /// <summary>Recommends items to a user, with the events that were appended since the fit.</summary>
    /// <param name="runId">A run of a recommender.</param>
    /// <param name="question">Who asks, and when; its events come before the stored ones.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PraxisException">The run is of another family, or the question cannot be used.</exception>
    public UserAnswer Recommend(string runId, UserQuestion question, CancellationToken cancellation = default) =>
        throw new UsageException("recommendations are not there yet");

    /// <summary>Whether a run can recommend to users.</summary>
    /// <param name="runId">A whole run.</param>
    /// <returns>True for a run of a recommender.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    public bool CanRecommend(string runId) => false;

    /// <summary>Users and items of a run's log, to be looked up.</summary>
    /// <param name="runId">A whole run.</param>
    /// <returns>The lookup, or null where the run recommends to no users.</returns>
    /// <exception cref="PraxisException">There is no such run, or it is not whole.</exception>
    public IIdentityDirectory? DirectoryOf(string runId) => null;
}
