namespace Praxis.Recommend;

/// <summary>One record of the synthetic stream, with what it was drawn from.</summary>
/// <param name="Items">Item ids, oldest first: [length].</param>
/// <param name="Categories">Category of each: [length].</param>
/// <param name="AreFromPrior">Whether a category came from the prior rather than from the record's past:
/// [length].</param>
/// <param name="Prior">H: the record's categories and their probabilities.</param>
/// <param name="Concentration">α of the urn.</param>
/// <param name="AvailableCount">Ids below this one could be drawn.</param>
internal sealed record SyntheticRecord(
    int[] Items,
    int[] Categories,
    bool[] AreFromPrior,
    IReadOnlyDictionary<int, double> Prior,
    double Concentration,
    int AvailableCount);
