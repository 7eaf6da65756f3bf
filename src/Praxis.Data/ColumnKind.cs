namespace Praxis.Data;

/// <summary>What the cells of a column are read as.</summary>
public enum ColumnKind
{
    /// <summary>Names that repeat: levels in the order of first appearance, and a code for each row.</summary>
    Category,

    /// <summary>Whole numbers of 64 bits.</summary>
    WholeNumber,

    /// <summary>Finite numbers.</summary>
    Number,

    /// <summary>Finite numbers, or NaN where the cell is empty or says NA, N/A, NaN, null or a single full
    /// stop.</summary>
    OptionalNumber,

    /// <summary>Text, one string a row.</summary>
    Text,

    /// <summary>Points in time, as Unix seconds.</summary>
    Time,
}
