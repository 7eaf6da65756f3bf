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

    /// <summary>Text, one string a row.</summary>
    Text,

    /// <summary>Points in time, as Unix seconds.</summary>
    Time,
}
