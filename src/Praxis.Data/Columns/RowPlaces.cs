namespace Praxis.Data;

/// <summary>The line of each row, kept as the rows where the distance between the two changes.</summary>
internal sealed class RowPlaces(bool hasLines)
{
    private readonly List<int> _rows = [];
    private readonly List<long> _distances = [];

    /// <summary>Says that a row begins at a line; rows come in ascending order.</summary>
    public void Add(int row, long line)
    {
        long distance = line - row;
        if (_distances.Count == 0 || _distances[^1] != distance)
        {
            _rows.Add(row);
            _distances.Add(distance);
        }
    }

    public string Place(string path, int row)
    {
        if (!hasLines)
        {
            return $"{path}: row {row + 1}";
        }

        int found = _rows.BinarySearch(row);
        return $"{path}:{row + _distances[found >= 0 ? found : ~found - 1]}";
    }
}
