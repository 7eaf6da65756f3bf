using System.Globalization;
using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>
/// One DuckDB of its own in memory, with bounded memory and threads and a folder for what does not fit; all are gone
/// when it is closed.
/// </summary>
internal sealed class DuckDbSession : IDisposable
{
    public const int MemoryLimitMebibytes = 4096;

    private const int MostThreads = 8;

    private readonly DirectoryInfo _spill;
    private readonly DuckDBDatabase _database;
    private readonly DuckDBNativeConnection _connection;
    private int _nameCount;

    public DuckDbSession()
    {
        try
        {
            _spill = Directory.CreateTempSubdirectory("praxis-duckdb-");
            if (NativeMethods.Startup.DuckDBOpen(":memory:", out _database) != DuckDBState.Success
                || NativeMethods.Startup.DuckDBConnect(_database, out _connection) != DuckDBState.Success)
            {
                throw new EnvironmentException("DuckDB does not start; free some memory");
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"{Path.GetTempPath()}: no folder can be made here; set TMPDIR to a folder you may write", denied);
        }
        catch (Exception absent) when (absent is DllNotFoundException or BadImageFormatException)
        {
            throw new EnvironmentException(
                "DuckDB's native library does not load; install the build for this system", absent);
        }

        int threads = Math.Min(Environment.ProcessorCount, MostThreads);
        Run($"SET memory_limit = '{MemoryLimitMebibytes}MiB'");
        Run(string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"));
        Run($"SET temp_directory = {Literal(_spill.FullName)}");
        Run("SET preserve_insertion_order = true");
        Run("SET autoinstall_known_extensions = false");
        Run("SET autoload_known_extensions = false");
    }

    /// <summary>Where DuckDB puts what does not fit into its memory.</summary>
    public string SpillFolder => _spill.FullName;

    /// <summary>A text as an SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A path as an SQL literal; DuckDB takes *, ? and [ in it for patterns, in brackets each stands for
    /// itself.</summary>
    public static string PathLiteral(string path)
        => Literal(string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString())));

    /// <summary>A name as an SQL identifier.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A name that nothing in the session has yet.</summary>
    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"praxis_{_nameCount++}");

    /// <summary>A path in the spill folder for a file that goes with the session.</summary>
    public string NewFile() => Path.Combine(_spill.FullName, NewName() + ".txt");

    /// <summary>Starts a query whose rows are fetched chunk by chunk, in order.</summary>
    /// <exception cref="DuckDbException">The query is refused.</exception>
    public DuckDbResult Query(string sql)
    {
        DuckDBState state = NativeMethods.PreparedStatements.DuckDBPrepare(
            _connection, sql, out DuckDBPreparedStatement statement);
        using (statement)
        {
            if (state != DuckDBState.Success)
            {
                throw new DuckDbException(NativeMethods.PreparedStatements.DuckDBPrepareError(statement));
            }

            state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result);
            return DuckDbResult.Of(state, result);
        }
    }

    /// <summary>Runs a statement to its end; before it nothing that it made is there.</summary>
    /// <exception cref="DuckDbException">The statement is refused.</exception>
    public void Run(string sql)
    {
        using DuckDbResult result = Query(sql);
        while (result.TryFetch(out DuckDBDataChunk chunk))
        {
            chunk.Dispose();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        if (_spill.Exists)
        {
            _spill.Delete(recursive: true);
        }
    }
}
