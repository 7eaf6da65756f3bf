namespace Praxis.Recommend;

/// <summary>State of a cache.</summary>
/// <param name="Count">Values kept.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Hits">How often a value was found.</param>
/// <param name="Misses">How often none was.</param>
public readonly record struct CacheStatistics(int Count, long Bytes, long Hits, long Misses);
