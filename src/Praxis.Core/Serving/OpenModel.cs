namespace Praxis.Core;

/// <summary>An open model that is a fitted one in memory and a way to ask it, and keeps nothing between
/// questions.</summary>
/// <typeparam name="TFitted">The fitted model: immutable, or safe to ask from several threads.</typeparam>
/// <typeparam name="TOptions">The method's predict options.</typeparam>
/// <param name="fitted">The fitted model; disposed with this one where it can be.</param>
/// <param name="answer">Answers a question whose options are in their ranges.</param>
public sealed class OpenModel<TFitted, TOptions>(
    TFitted fitted, Func<TFitted, TOptions, FitContext, ResultTable> answer) : IOpenModel
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public ModelCacheStatistics Cache => default;

    /// <inheritdoc/>
    public ResultTable Predict(object options, FitContext context)
    {
        var question = (TOptions)options;
        OptionsSchema.Validate(question);
        return answer(fitted, question, context);
    }

    /// <inheritdoc/>
    public void Dispose() => (fitted as IDisposable)?.Dispose();
}
