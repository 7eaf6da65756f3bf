namespace Praxis.Recommend;

/// <summary>What the loss of one shard leaves behind for the item table; its memory is used again in the next
/// step.</summary>
internal sealed class LossPart
{
    /// <summary>Sum over the shard's tokens, in nats.</summary>
    internal double LossSum { get; set; }

    /// <summary>Tokens of the shard, T.</summary>
    internal int TokenCount { get; set; }

    /// <summary>Normalised outputs u, [T, D].</summary>
    internal float[] Outputs { get; private set; } = [];

    /// <summary>Gradient with respect to the encoder's outputs, [T, D].</summary>
    internal float[] OutputGradients { get; private set; } = [];

    /// <summary>Items scored for each token, the target first: [T, candidates]. Unused where the whole catalogue is
    /// scored.</summary>
    internal int[] Candidates { get; private set; } = [];

    /// <summary>d loss / d (u . e) of each candidate: [T, candidates].</summary>
    internal float[] Slopes { get; private set; } = [];

    /// <summary>Candidate places ordered by the group of their item: [T * candidates].</summary>
    internal int[] Order { get; private set; } = [];

    /// <summary>First place of each group in <see cref="Order"/>, and the total at the end.</summary>
    internal int[] GroupStarts { get; set; } = [];

    /// <summary>Gradient with respect to normalised item vectors, [items padded, D padded], where the catalogue is
    /// scored.</summary>
    internal float[] CatalogueGradients { get; private set; } = [];

    /// <summary>Items that a mixture of logits scores, each once and ascending; its rows of
    /// <see cref="CatalogueGradients"/> are theirs.</summary>
    internal int[] ScoredItems { get; set; } = [];

    /// <summary>Place of each of <see cref="Candidates"/> among these, where candidates are drawn.</summary>
    internal int[] ScoredPlaces { get; set; } = [];

    /// <summary>Gradients of a mixture's parameters, in their order.</summary>
    internal float[][] MixtureGradients { get; set; } = [];

    /// <summary>Makes room; contents are undefined afterwards.</summary>
    internal void Reserve(int tokens, int width, int candidates, int catalogueLength)
    {
        TokenCount = tokens;
        Outputs = Grown(Outputs, tokens * width);
        OutputGradients = Grown(OutputGradients, tokens * width);
        Candidates = Grown(Candidates, tokens * candidates);
        Slopes = Grown(Slopes, tokens * candidates);
        Order = Grown(Order, tokens * candidates);
        CatalogueGradients = Grown(CatalogueGradients, catalogueLength);
    }

    private static T[] Grown<T>(T[] array, int length) =>
        array.Length >= length ? array : GC.AllocateUninitializedArray<T>(length + (length / 4));
}
