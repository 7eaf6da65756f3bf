namespace Praxis.Core;

/// <summary>A model that is read from its folder for each question.</summary>
internal sealed class ReloadedModel(Method method, string modelPath) : IOpenModel
{
    /// <inheritdoc/>
    public ModelCacheStatistics Cache => default;

    /// <inheritdoc/>
    public ResultTable Predict(object options, FitContext context) => method.Predict(modelPath, options, context);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
