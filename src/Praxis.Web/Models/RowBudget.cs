namespace Praxis.Web;

/// <summary>How many rows the answers to one request may still have; it is refused before they are made where that can
/// be known.</summary>
internal sealed class RowBudget
{
    private const int Most = 200_000;
    private long _spent;

    /// <summary>Refuses an answer that would be too long.</summary>
    /// <param name="rows">The most rows that it will have.</param>
    /// <exception cref="RefusalException">They are too many.</exception>
    public void Require(long rows)
    {
        if (_spent + rows > Most)
        {
            throw new RefusalException(413, $"the answer would have {_spent + rows} rows, and one request is answered "
                + $"by at most {Most}; ask in parts, or by 'praxis predict'");
        }
    }

    /// <summary>Counts the rows of an answer.</summary>
    /// <exception cref="RefusalException">They are too many.</exception>
    public void Spend(long rows)
    {
        Require(rows);
        _spent += rows;
    }
}
