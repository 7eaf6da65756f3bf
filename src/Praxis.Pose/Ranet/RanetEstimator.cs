namespace Praxis.Pose;

/// <summary>Trains an hourglass with a feature pyramid, region maps, parts pasted near joints, and voting, arXiv
/// 1905.00996; a reconstruction.</summary>
/// <param name="options">Which parts are on, sizes and training.</param>
public sealed class RanetEstimator(RanetOptions options) : PoseNetworkEstimator<RanetOptions>(options)
{
    private readonly RanetOptions _options = options;

    private protected override PoseRecipe Recipe => _options.Recipe();

    private protected override IEnumerable<(string Flag, string Use)> Idle => _options.Idle();
}
