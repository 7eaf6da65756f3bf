namespace Praxis.Data;

/// <summary>How the cells of a column come out of DuckDB.</summary>
internal enum CellForm
{
    Text,
    RealText,
    Int64,
    Double,
    Seconds,
}
