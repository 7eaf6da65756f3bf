using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The bundled tables of the selection methods.</summary>
internal static class SelectionSamples
{
    /// <summary>Three of 200 variables matter.</summary>
    internal static SampleData Expression { get; } = new(
        "selection/expression.csv",
        new Dictionary<string, string>(),
        "simulated by Praxis: 100 rows, 200 variables of which the first three matter");

    /// <summary>Four of thirty groups matter.</summary>
    internal static SampleData Groups { get; } = new(
        "selection/groups.csv",
        new Dictionary<string, string> { ["group-prefix"] = "_" },
        "simulated by Praxis: 100 rows, 30 groups of four columns of which the first four matter");

    /// <summary>A chain of forty variables of which six matter.</summary>
    internal static SampleData Network { get; } = new(
        "selection/network.csv",
        new Dictionary<string, string>(),
        "simulated by Praxis: 150 rows, 40 variables in a chain of which the first six matter");
}
