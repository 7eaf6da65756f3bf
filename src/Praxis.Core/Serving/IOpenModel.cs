namespace Praxis.Core;

/// <summary>A fitted model that stays in memory between questions; safe to use from several threads.</summary>
public interface IOpenModel : IDisposable
{
    /// <summary>What is kept of users between questions, and how often it was of use; all zero where nothing
    /// is.</summary>
    ModelCacheStatistics Cache { get; }

    /// <summary>Users and items that can be looked up.</summary>
    /// <value>Null where there are none.</value>
    IIdentityDirectory? Directory => null;

    /// <summary>Answers a question, exactly as <see cref="Method.Predict"/> does.</summary>
    /// <param name="options">A record of the method's predict options.</param>
    /// <param name="context">Threads, clock, cancellation and events.</param>
    /// <returns>The answers, a row each.</returns>
    /// <exception cref="PraxisException">The options cannot be used.</exception>
    ResultTable Predict(object options, FitContext context);
}
