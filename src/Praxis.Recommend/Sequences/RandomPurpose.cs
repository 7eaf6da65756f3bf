namespace Praxis.Recommend;

/// <summary>What random numbers are for; each purpose has streams of its own under the seed.</summary>
internal enum RandomPurpose
{
    Initialization = 1,
    Shuffle = 2,
    Negatives = 3,
    Dropout = 4,
    ValidationUsers = 5,
    Targets = 6,
    Subsequences = 7,
    Users = 8,
    SyntheticVocabulary = 32,
    SyntheticRecords = 33,
}

/// <summary>Numbers the streams.</summary>
internal static class RandomPurposeStreams
{
    /// <summary>The stream of a purpose: purpose in the high byte, then a slot (a layer), then an index (a
    /// step).</summary>
    internal static ulong Stream(this RandomPurpose purpose, ulong index, uint slot = 0) =>
        ((ulong)purpose << 56) | ((ulong)slot << 40) | index;
}
