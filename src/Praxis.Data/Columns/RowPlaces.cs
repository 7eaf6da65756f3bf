namespace Praxis.Data;

/// <summary>Where the rows of a table stand in its file.</summary>
internal abstract class RowPlaces
{
    /// <summary>The place of a row, to begin an error with.</summary>
    public abstract string Place(int row);
}
