using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

public sealed class MassOnPeopleTests
{
    [Fact]
    public void Shares_OfTwoMaps_AreThoseByHand()
    {
        (double person, double other) = MassOnPeople.Shares(
            [1, 2, 3, -5, 0, 1, 2, 1], 4, static bin => bin switch { 0 => 0, 1 => 1, _ => 2 });
        Assert.Equal(.1, person, 1e-12);
        Assert.Equal(.3, other, 1e-12);
    }

    [Fact]
    public void Shares_OfNoMass_AreUnknown() =>
        Assert.True(double.IsNaN(MassOnPeople.Shares([0, -1], 2, static _ => 0).Person));
}
