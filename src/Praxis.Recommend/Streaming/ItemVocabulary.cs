namespace Praxis.Recommend;

/// <summary>An item that got a row or lost it.</summary>
/// <param name="Id">The item.</param>
/// <param name="Row">Its row; −1 when it has none any more.</param>
/// <param name="Serial">The number of the admission over the whole stream, from 0; 0 for an eviction.</param>
internal readonly record struct VocabularyChange(string Id, int Row, long Serial);

/// <summary>Which items have a row of the table: admitted after so many events, evicted after so long
/// without.</summary>
/// <remarks>
/// The first rows are shared by all items without one of their own, chosen by a hash of the identity. What was evicted
/// is forgotten with its count and its vector. Everything depends on the set of uses between two turns, not on their
/// order.
/// </remarks>
internal sealed class ItemVocabulary
{
    private const long Day = 86_400;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _free = [];

    /// <summary>Begins with no item.</summary>
    /// <param name="sharedRows">Rows shared by items without one of their own, at least 1.</param>
    internal ItemVocabulary(int sharedRows)
    {
        SharedRows = sharedRows;
        RowCount = sharedRows;
    }

    /// <summary>Rows shared by items without one of their own: the first ones.</summary>
    internal int SharedRows { get; }

    /// <summary>Rows of the table: shared, taken and free.</summary>
    internal int RowCount { get; private set; }

    /// <summary>Items with a row of their own.</summary>
    internal int AdmittedCount => RowCount - SharedRows - _free.Count;

    /// <summary>Admissions so far, repeated ones too.</summary>
    internal long AdmissionCount { get; private set; }

    /// <summary>Items that are counted, with a row or not.</summary>
    internal int KnownCount => _entries.Count;

    /// <summary>Rows taken by items, ascending.</summary>
    internal int[] TakenRows()
    {
        int[] rows = [.. _entries.Values.Where(static entry => entry.Row >= 0).Select(static entry => entry.Row)];
        Array.Sort(rows);
        return rows;
    }

    /// <summary>The row of an item: its own, or the one that it shares.</summary>
    internal int RowOf(string id) =>
        _entries.TryGetValue(id, out Entry? entry) && entry.Row >= 0 ? entry.Row : SharedRowOf(id);

    /// <summary>The row that an item uses while it has none of its own.</summary>
    internal int SharedRowOf(string id)
    {
        // FNV-1a on UTF-16 units: the same on every machine and in every run.
        uint hash = 2_166_136_261;
        foreach (char unit in id)
        {
            hash = (hash ^ unit) * 16_777_619;
        }

        return (int)(hash % (uint)SharedRows);
    }

    /// <summary>Counts an event.</summary>
    /// <param name="id">The item.</param>
    /// <param name="time">Unix seconds.</param>
    internal void Use(string id, long time)
    {
        if (!_entries.TryGetValue(id, out Entry? entry))
        {
            entry = new Entry { Row = -1, LastUse = time };
            _entries.Add(id, entry);
        }

        entry.Count++;
        entry.LastUse = Math.Max(entry.LastUse, time);
        if (entry.Row < 0)
        {
            _ready.Add(id);
        }
    }

    /// <summary>Evicts what was not used for long, then admits what was used since the last turn and has enough
    /// events.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="admitCount">Events after which an item gets a row.</param>
    /// <param name="evictDays">Days without an event after which it loses it; 0 for never.</param>
    /// <param name="mostItems">The most items with a row; the longest unused give way; 0 for no bound.</param>
    /// <returns>Evictions, then admissions, each by identity.</returns>
    internal List<VocabularyChange> Turn(long now, int admitCount, int evictDays, int mostItems)
    {
        var changes = new List<VocabularyChange>();
        if (evictDays > 0)
        {
            long oldest = now - (evictDays * Day);
            Evict([.. _entries.Where(pair => pair.Value.LastUse < oldest).Select(static pair => pair.Key)], changes);
        }

        string[] candidates = [.. _ready.Where(id => _entries.TryGetValue(id, out Entry? entry)
            && entry.Count >= admitCount)];
        _ready.Clear();
        if (mostItems > 0 && AdmittedCount + candidates.Length > mostItems)
        {
            candidates = MakeRoom(candidates, AdmittedCount + candidates.Length - mostItems, changes);
        }

        Array.Sort(candidates, StringComparer.Ordinal);
        foreach (string id in candidates)
        {
            int row = TakeRow();
            _entries[id].Row = row;
            changes.Add(new VocabularyChange(id, row, AdmissionCount++));
        }

        return changes;
    }

    internal void Write(ArrayFile.Writer writer)
    {
        string[] ids = [.. _entries.Keys];
        Array.Sort(ids, StringComparer.Ordinal);
        writer.Ints([SharedRows, RowCount]);
        writer.Longs([AdmissionCount]);
        writer.Texts(ids);
        writer.Longs([.. ids.Select(id => _entries[id].Count)]);
        writer.Longs([.. ids.Select(id => _entries[id].LastUse)]);
        writer.Ints([.. ids.Select(id => _entries[id].Row)]);
        writer.Ints([.. _free]);
    }

    internal static ItemVocabulary Read(ArrayFile.Reader reader)
    {
        int[] rows = reader.Ints();
        var vocabulary = new ItemVocabulary(rows[0]) { RowCount = rows[1], AdmissionCount = reader.Longs()[0] };
        string[] ids = reader.Texts();
        long[] counts = reader.Longs();
        long[] lastUses = reader.Longs();
        int[] rowOf = reader.Ints();
        for (int i = 0; i < ids.Length; i++)
        {
            vocabulary._entries.Add(
                ids[i], new Entry { Count = counts[i], LastUse = lastUses[i], Row = rowOf[i] });
        }

        vocabulary._free.UnionWith(reader.Ints());
        return vocabulary;
    }

    // The longest unused of those with a row and those that want one give way; equal times by identity.
    private string[] MakeRoom(string[] candidates, int tooMany, List<VocabularyChange> changes)
    {
        var wanting = new HashSet<string>(candidates, StringComparer.Ordinal);
        string[] leaving =
        [
            .. _entries.Where(pair => pair.Value.Row >= 0 || wanting.Contains(pair.Key))
                .OrderBy(static pair => pair.Value.LastUse)
                .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
                .Take(tooMany)
                .Select(static pair => pair.Key),
        ];
        Evict([.. leaving.Where(id => !wanting.Contains(id))], changes);
        wanting.ExceptWith(leaving);
        return [.. wanting];
    }

    private void Evict(string[] ids, List<VocabularyChange> changes)
    {
        Array.Sort(ids, StringComparer.Ordinal);
        foreach (string id in ids)
        {
            int row = _entries[id].Row;
            _entries.Remove(id);
            _ready.Remove(id);
            if (row >= 0)
            {
                _free.Add(row);
                changes.Add(new VocabularyChange(id, -1, 0));
            }
        }
    }

    private int TakeRow()
    {
        if (_free.Count == 0)
        {
            return RowCount++;
        }

        int row = _free.Min;
        _free.Remove(row);
        return row;
    }

    private sealed class Entry
    {
        internal long Count { get; set; }

        internal long LastUse { get; set; }

        internal int Row { get; set; }
    }
}
