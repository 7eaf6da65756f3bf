namespace Praxis.Bayes;

/// <summary>How often a kind of move was proposed and accepted.</summary>
internal sealed class MoveCounts
{
    /// <summary>Proposals, the impossible ones among them.</summary>
    internal long Proposed { get; set; }

    /// <summary>Proposals that were taken.</summary>
    internal long Accepted { get; set; }

    internal void Add(bool isAccepted)
    {
        Proposed++;
        Accepted += isAccepted ? 1 : 0;
    }

    internal void Add(MoveCounts other)
    {
        Proposed += other.Proposed;
        Accepted += other.Accepted;
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Proposed);
        writer.Write(Accepted);
    }

    internal void Read(BinaryReader reader)
    {
        Proposed = reader.ReadInt64();
        Accepted = reader.ReadInt64();
    }
}
