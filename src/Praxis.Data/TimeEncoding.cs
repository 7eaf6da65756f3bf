namespace Praxis.Data;

/// <summary>How a cell of text or of a plain number says a time. Columns typed DATE or TIMESTAMP need none.</summary>
public enum TimeEncoding
{
    /// <summary>Unix seconds; a fraction is cut off.</summary>
    Seconds,

    /// <summary>Unix milliseconds, cut to seconds.</summary>
    Milliseconds,

    /// <summary>ISO 8601 date or date-time, UTC where no zone is given, cut to seconds.</summary>
    Iso,
}
