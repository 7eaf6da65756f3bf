namespace Praxis.Bayes;

/// <summary>The kept draws of one chain as numbers: log posterior and size of the graph.</summary>
internal sealed class ChainTrace
{
    private readonly List<double> _logPosterior = [];
    private readonly List<int> _sizes = [];

    /// <summary>ln of the posterior, up to a constant: [draws].</summary>
    internal IReadOnlyList<double> LogPosterior => _logPosterior;

    /// <summary>Number of edges, over all groups: [draws].</summary>
    internal IReadOnlyList<int> Sizes => _sizes;

    internal void Add(double logPosterior, int size)
    {
        _logPosterior.Add(logPosterior);
        _sizes.Add(size);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_sizes.Count);
        for (int draw = 0; draw < _sizes.Count; draw++)
        {
            writer.Write(_logPosterior[draw]);
            writer.Write(_sizes[draw]);
        }
    }

    internal void Read(BinaryReader reader)
    {
        _logPosterior.Clear();
        _sizes.Clear();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            Add(reader.ReadDouble(), reader.ReadInt32());
        }
    }
}
