namespace Praxis.Pose;

/// <summary>Trains an hourglass on body parts pasted where a generator thinks they confuse most, arXiv
/// 2008.00697.</summary>
/// <param name="options">What is pasted, sizes and training.</param>
public sealed class AsdaEstimator(AsdaOptions options) : PoseNetworkEstimator<AsdaOptions>(options)
{
    private readonly AsdaOptions _options = options;

    private protected override PoseRecipe Recipe => _options.Recipe();

    private protected override IEnumerable<(string Flag, string Use)> Idle => _options.Idle();
}
