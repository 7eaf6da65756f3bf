using DuckDB.NET.Native;

namespace Praxis.Data;

/// <summary>The rows of a query, fetched chunk by chunk.</summary>
internal sealed class DuckDbResult : IDisposable
{
    private DuckDBResult _result;

    private DuckDbResult(DuckDBResult result)
    {
        _result = result;
    }

    /// <summary>A result that owns the native one.</summary>
    /// <exception cref="DuckDbException">The query failed.</exception>
    public static DuckDbResult Of(DuckDBState state, DuckDBResult result)
    {
        var owned = new DuckDbResult(result);
        if (state == DuckDBState.Success)
        {
            return owned;
        }

        using (owned)
        {
            throw new DuckDbException(NativeMethods.Query.DuckDBResultError(ref owned._result));
        }
    }

    /// <summary>Fetches the next rows; the caller disposes the chunk.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckDbException">The rows cannot be made, as of a damaged file.</exception>
    public bool TryFetch(out DuckDBDataChunk chunk)
    {
        chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        string error = chunk.IsInvalid ? NativeMethods.Query.DuckDBResultError(ref _result) : "";
        if (!string.IsNullOrEmpty(error))
        {
            throw new DuckDbException(error);
        }

        return !chunk.IsInvalid;
    }

    public void Dispose() => NativeMethods.Query.DuckDBDestroyResult(ref _result);
}
