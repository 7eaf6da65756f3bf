using Praxis.Bayes;
using Praxis.Core;
using Praxis.Motion;
using Praxis.Pose;
using Praxis.Recommend;

namespace Praxis.App;

/// <summary>The methods that hosts offer: a plain list that the compiler checks.</summary>
public static class MethodCatalog
{
    /// <summary>All methods, in the order in which hosts list them.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        HstuMethod.Create(InteractionLogs.Kind, Baselines),
        SasrecMethod.Create(InteractionLogs.Kind, Baselines),
        MarkovMethod.Create(InteractionLogs.Kind, Baselines),
        PopularityMethod.Create(InteractionLogs.Kind, Baselines),
        new HstuRankingMethod(RankingLogs.Kind),
        new DecomposableGraphMethod(NumericTables.DecomposableGraph),
        new JointDagsMethod(NumericTables.JointDags),
        new DagRegressionMethod(NumericTables.DagRegression),
        new PmomLogisticMethod(SelectionTables.PmomLogistic),
        new GroupLogisticMethod(SelectionTables.GroupLogistic),
        new ProbitGraphMethod(SelectionTables.ProbitGraph),
        new ArnetMethod(MotionSets.Kind),
        new SimlpeMethod(MotionSets.Kind),
        new ZeroVelocityMethod(MotionSets.Kind),
        new HourglassMethod(),
        new AsdaMethod(),
        new RanetMethod(),
    ];

    private static RecommendBaseline[] Baselines => [.. RecommendBaseline.Counted, SasrecMethod.Baseline];

    /// <summary>The method of that name.</summary>
    /// <param name="name">The name on the command line.</param>
    /// <returns>The method.</returns>
    /// <exception cref="UsageException">No method has that name; the message lists the known ones.</exception>
    public static Method Find(string name) => Find(All, name);

    /// <summary>The method of that name in a list.</summary>
    /// <param name="methods">The list to look in.</param>
    /// <param name="name">The name on the command line.</param>
    /// <returns>The method.</returns>
    /// <exception cref="UsageException">No method has that name; the message lists the known ones.</exception>
    public static Method Find(IReadOnlyList<Method> methods, string name) =>
        methods.FirstOrDefault(method => method.Name == name)
            ?? throw new UsageException(NearestName.Unknown("method", name, methods.Select(method => method.Name)));
}
