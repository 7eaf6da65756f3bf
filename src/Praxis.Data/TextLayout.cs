namespace Praxis.Data;

/// <summary>How a delimited text file is laid out.</summary>
public sealed record TextLayout
{
    /// <summary>What stands between two cells: one to four ASCII characters.</summary>
    /// <value>A comma.</value>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// Whether a cell that begins with a quotation mark runs to the closing one and may hold delimiters, line ends and
    /// doubled quotation marks. Only for delimiters of one character.
    /// </summary>
    /// <value>True, as in RFC 4180.</value>
    public bool Quotes { get; init; } = true;

    /// <summary>The columns' names where the file has no header line; empty when its first line names them.</summary>
    /// <value>Empty.</value>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether header cells are "name:type", of which the name counts.</summary>
    /// <value>False.</value>
    public bool TypedHeader { get; init; }
}
