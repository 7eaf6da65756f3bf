namespace Praxis.Data;

/// <summary>Places in a file without lines: "events.parquet: row 12".</summary>
internal sealed class RowNumbers(string path) : RowPlaces
{
    public override string Place(int row) => $"{path}: row {row + 1}";
}
