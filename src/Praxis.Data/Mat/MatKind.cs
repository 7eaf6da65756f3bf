namespace Praxis.Data;

/// <summary>What a MAT array holds.</summary>
public enum MatKind
{
    /// <summary>Numbers of any class.</summary>
    Number,

    /// <summary>Truth values, as numbers 0 and 1.</summary>
    Logical,

    /// <summary>Characters.</summary>
    Text,

    /// <summary>Arrays in cells.</summary>
    Cell,

    /// <summary>Structures: named fields, each with an array for every element.</summary>
    Struct,

    /// <summary>Of a class that is passed over: sparse, object, function handle.</summary>
    Unread,
}
