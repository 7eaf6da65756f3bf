namespace Praxis.Recommend;

/// <summary>How an encoder's output and an item's vector are compared.</summary>
public enum Similarity
{
    /// <summary>Inner product of both at unit length.</summary>
    Cosine,

    /// <summary>Inner product as they are.</summary>
    Dot,

    /// <summary>Several inner products of learnt components, weighed by a learnt gate.</summary>
    MixtureOfLogits,
}
