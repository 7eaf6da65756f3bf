using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>What the catalogue tells of a recommender.</summary>
/// <param name="Name">The name on the command line, as in "hstu".</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Source">The publication.</param>
/// <param name="Status">How near it is to its publication.</param>
public sealed record RecommendMethodInfo(string Name, string Summary, string Source, MethodStatus Status);
