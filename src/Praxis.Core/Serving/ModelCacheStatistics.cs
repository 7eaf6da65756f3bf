namespace Praxis.Core;

/// <summary>State of what an open model keeps of its users.</summary>
/// <param name="Count">Users kept.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Hits">How often a user was found.</param>
/// <param name="Misses">How often none was.</param>
public readonly record struct ModelCacheStatistics(int Count, long Bytes, long Hits, long Misses);
