using System.Runtime.InteropServices;

namespace Praxis.Bayes;

/// <summary>How often a chain was at each set of blocks.</summary>
/// <remarks>Sets that come after a number of different ones are not kept, only counted together.</remarks>
internal sealed class VisitedModels
{
    private const int MostModels = 1 << 16;
    private readonly Dictionary<int[], long> _counts = new(SetComparer.Instance);
    private readonly Dictionary<int[], long>.AlternateLookup<ReadOnlySpan<int>> _lookup;

    /// <summary>Begins with none.</summary>
    internal VisitedModels() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<int>>();

    /// <summary>All visits, those to sets that are not kept too.</summary>
    internal long Total { get; private set; }

    /// <summary>Different sets that are kept.</summary>
    internal int Count => _counts.Count;

    /// <summary>Counts a visit.</summary>
    /// <param name="set">Blocks that are in, in increasing order.</param>
    internal void Add(ReadOnlySpan<int> set) => Add(set, 1);

    /// <summary>Adds the visits of another chain.</summary>
    internal void Add(VisitedModels other)
    {
        foreach ((int[] set, long count) in other.Top(int.MaxValue))
        {
            Add(set, count);
        }

        Total += other.Total - other._counts.Values.Sum();
    }

    /// <summary>The sets visited most; of those visited as often, the smaller and then the one of lower blocks comes
    /// first.</summary>
    internal IReadOnlyList<(int[] Set, long Count)> Top(int most) =>
    [
        .. _counts
            .OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key.Length)
            .ThenBy(static pair => pair.Key, SetComparer.Instance)
            .Take(most)
            .Select(static pair => (pair.Key, pair.Value)),
    ];

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Total);
        writer.Write(_counts.Count);
        foreach ((int[] set, long count) in Top(int.MaxValue))
        {
            SetFiles.Write(writer, set);
            writer.Write(count);
        }
    }

    internal void Read(BinaryReader reader)
    {
        _counts.Clear();
        long total = reader.ReadInt64();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            int[] set = SetFiles.Read(reader);
            _counts.Add(set, reader.ReadInt64());
        }

        Total = total;
    }

    private void Add(ReadOnlySpan<int> set, long visits)
    {
        Total += visits;
        if (_counts.Count < MostModels || _lookup.ContainsKey(set))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, set, out _) += visits;
        }
    }

    private sealed class SetComparer
        : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>, IComparer<int[]>
    {
        internal static SetComparer Instance { get; } = new();

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(int[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            ulong hash = (ulong)alternate.Length;
            foreach (int block in alternate)
            {
                hash = (hash ^ (uint)block) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 29;
            }

            return (int)(hash >> 32);
        }

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
