namespace Praxis.Data;

/// <summary>A column of names that repeat: each distinct name once, and its index for each row.</summary>
public sealed class CategoryColumn
{
    internal CategoryColumn(string[] levels, ReadOnlyMemory<int> codes)
    {
        Levels = levels;
        Codes = codes;
    }

    /// <summary>The distinct names, in the order of first appearance in the file; exact text, case and spaces
    /// count.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>The index into <see cref="Levels"/> of each row: [rows].</summary>
    public ReadOnlyMemory<int> Codes { get; }
}
