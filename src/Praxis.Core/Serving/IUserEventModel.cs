namespace Praxis.Core;

/// <summary>An open model that recommends to a user whose history has grown since the fit.</summary>
public interface IUserEventModel : IOpenModel
{
    /// <summary>Recommends items to a user: the log's history with the appended events, up to the time of the
    /// question.</summary>
    /// <param name="question">Who asks, when, and what happened since the fit.</param>
    /// <param name="context">Threads, clock, cancellation and events.</param>
    /// <returns>The best items and, when asked for, what each past event weighed.</returns>
    /// <exception cref="PraxisException">The question cannot be used.</exception>
    UserAnswer Recommend(UserQuestion question, FitContext context);

    /// <summary>Drops what is kept of a user between questions; the log of the fit stays as it is.</summary>
    /// <param name="user">The user.</param>
    void Forget(string user);
}
