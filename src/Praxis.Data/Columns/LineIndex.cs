namespace Praxis.Data;

/// <summary>The line of each of an ascending series, kept as the places where the distance between the two
/// changes.</summary>
internal sealed class LineIndex
{
    private readonly List<long> _starts = [];
    private readonly List<long> _distances = [];

    /// <summary>The line at an index, that of the last one added at or before it and as many lines further.</summary>
    public long this[long index]
    {
        get
        {
            int found = _starts.BinarySearch(index);
            return index + _distances[found >= 0 ? found : ~found - 1];
        }
    }

    /// <summary>Says the line at an index; both only grow.</summary>
    public void Add(long index, long line)
    {
        long distance = line - index;
        if (_distances.Count == 0 || _distances[^1] != distance)
        {
            _starts.Add(index);
            _distances.Add(distance);
        }
    }
}
