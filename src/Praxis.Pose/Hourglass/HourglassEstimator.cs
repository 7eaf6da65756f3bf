namespace Praxis.Pose;

/// <summary>Trains the plain stacked hourglass of Newell, Yang and Deng (2016).</summary>
/// <param name="options">Sizes and training.</param>
public sealed class HourglassEstimator(HourglassOptions options) : PoseNetworkEstimator<HourglassOptions>(options)
{
    private readonly HourglassOptions _options = options;

    private protected override PoseRecipe Recipe => _options.Recipe();
}
