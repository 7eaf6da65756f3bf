namespace Praxis.Data;

/// <summary>Places in a file of lines: "events.csv:12".</summary>
/// <param name="path">The file.</param>
/// <param name="textLines">The lines that are not blank, when rows are counted among those only.</param>
internal sealed class RowLines(string path, LineIndex? textLines = null) : RowPlaces
{
    private readonly LineIndex _lines = new();

    /// <summary>Says that a row begins at a line; rows come in ascending order.</summary>
    public void Add(int row, long line) => _lines.Add(row, line);

    public override string Place(int row)
    {
        long line = _lines[row];
        return $"{path}:{(textLines is null ? line : textLines[line])}";
    }
}
