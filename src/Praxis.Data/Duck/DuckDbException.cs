namespace Praxis.Data;

/// <summary>What DuckDB said; the reader puts file and mend around it.</summary>
internal sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>Whether memory or spill space ran out, which is no fault of the file.</summary>
    public bool IsOutOfMemory => Message.StartsWith("Out of Memory", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first line, without the kind of error before it.</summary>
    public string Finding
    {
        get
        {
            string line = Message.Split('\n')[0].Trim();
            int kind = line.IndexOf("Error: ", StringComparison.Ordinal);
            return kind < 0 ? line : line[(kind + "Error: ".Length)..];
        }
    }
}
