using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads columns of a Parquet file into column builders, through DuckDB.</summary>
internal static class ParquetReader
{
    public static Table Read(string path, IReadOnlyList<ColumnRequest> requests)
        => With(path, session => Read(session, path, requests));

    /// <summary>The names in the file's schema.</summary>
    public static IReadOnlyList<string> ColumnNames(string path)
        => With(path, session => TableColumns.Known(path, Describe(session, Source(path)).Names));

    private static T With<T>(string path, Func<DuckDbSession, T> read)
    {
        CheckEnds(path);
        try
        {
            using var session = new DuckDbSession();
            return read(session);
        }
        catch (DuckDbException failure) when (failure.IsOutOfMemory)
        {
            throw new EnvironmentException(
                $"{path}: does not fit into the {DuckDbSession.MemoryLimitMebibytes} MiB set for reading Parquet;"
                + " write it with smaller row groups", failure);
        }
        catch (DuckDbException failure)
        {
            throw new InputException(
                $"{path}: cannot be read as Parquet ({CellText.Plain(failure.Finding)}); write the file again",
                failure);
        }
    }

    private static Table Read(DuckDbSession session, string path, IReadOnlyList<ColumnRequest> requests)
    {
        string source = Source(path);
        (List<string> names, List<string> types) = Describe(session, source);
        int[] sources = TableColumns.Find(path, names, requests);
        var columns = new CellColumn[requests.Count];
        var expressions = new string[requests.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            string type = types[sources[i]];
            var builder = ColumnBuilder.For(requests[i]);
            CellForm form = FormOf(path, builder, type);
            columns[i] = new CellColumn(builder, form);
            expressions[i] = Expression(DuckDbSession.Identifier(names[sources[i]]), type, form);
        }

        int rows = ReadRows(session, path, $"SELECT {string.Join(", ", expressions)} FROM {source}", columns);
        return rows > 0
            ? TableColumns.Build(path, rows, columns.Select(column => column.Builder), new RowNumbers(path))
            : throw new InputException($"{path}: has no rows; add rows");
    }

    private static string Source(string path) => $"read_parquet({DuckDbSession.PathLiteral(path)})";

    private static int ReadRows(DuckDbSession session, string path, string sql, CellColumn[] columns)
    {
        using DuckDbResult result = session.Query(sql);
        var places = new RowNumbers(path);
        int rows = 0;
        while (result.TryFetch(out DuckDBDataChunk chunk))
        {
            using (chunk)
            {
                ChunkRows.Append(chunk, columns, row => places.Place(rows + row));
                rows += ChunkRows.Size(chunk);
            }
        }

        return rows;
    }

    private static (List<string> Names, List<string> Types) Describe(DuckDbSession session, string source)
    {
        var names = new List<string>();
        var types = new List<string>();
        using DuckDbResult result = session.Query(
            $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {source})");
        while (result.TryFetch(out DuckDBDataChunk chunk))
        {
            using (chunk)
            {
                int size = ChunkRows.Size(chunk);
                var name = new VectorView(chunk, 0);
                var type = new VectorView(chunk, 1);
                for (int row = 0; row < size; row++)
                {
                    names.Add(System.Text.Encoding.UTF8.GetString(name.Text(row)));
                    types.Add(System.Text.Encoding.UTF8.GetString(type.Text(row)));
                }
            }
        }

        return (names, types);
    }

    private static CellForm FormOf(string path, ColumnBuilder builder, string type)
    {
        bool isTime = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
        bool isNested = type.Contains('(') && !type.StartsWith("DECIMAL", StringComparison.Ordinal);
        if (isNested || type.EndsWith(']') || type is "BLOB" or "BIT"
            || (isTime && builder.Request.Kind
                is ColumnKind.WholeNumber or ColumnKind.Number or ColumnKind.OptionalNumber))
        {
            if (builder.Request.MayBeText)
            {
                return CellForm.Text;
            }

            throw builder.Error(
                path,
                $"its type {CellText.Plain(type)} is not {Wanted(builder.Request.Kind)}; convert the column");
        }

        if (builder.Request is { Kind: ColumnKind.Category, IsIdentity: true } && type == "BOOLEAN")
        {
            throw builder.Error(path, "its type BOOLEAN is truth values, not ids; convert the column");
        }

        return isTime && builder is TimeBuilder ? CellForm.Seconds
            : type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER"
                ? CellForm.Int64
            : builder is NumberBuilder or OptionalNumberBuilder && IsReal(type) ? CellForm.Double
            : builder is CategoryBuilder && IsReal(type) ? CellForm.RealText
            : CellForm.Text;
    }

    private static bool IsReal(string type)
        => type is "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL", StringComparison.Ordinal);

    private static string Wanted(ColumnKind kind) => kind switch
    {
        ColumnKind.WholeNumber => "whole numbers",
        ColumnKind.Number or ColumnKind.OptionalNumber => "numbers",
        ColumnKind.Time => "times",
        _ => "text",
    };

    private static string Expression(string column, string type, CellForm form) => form switch
    {
        CellForm.Seconds => $"CAST(floor(epoch({column})) AS BIGINT)",
        CellForm.Double => type == "DOUBLE" ? column : $"CAST({column} AS DOUBLE)",
        CellForm.Int64 => type == "BIGINT" ? column : $"CAST({column} AS BIGINT)",
        _ => type == "VARCHAR" ? column : $"CAST({column} AS VARCHAR)",
    };

    private static void CheckEnds(string path)
    {
        using FileStream file = InputFile.Open(path);
        Span<byte> ends = stackalloc byte[8];
        if (file.Length >= 12)
        {
            file.ReadExactly(ends[..4]);
            file.Position = file.Length - 4;
            file.ReadExactly(ends[4..]);
        }

        if (!ends.SequenceEqual("PAR1PAR1"u8))
        {
            throw new InputException(ends.StartsWith("PAR1"u8)
                ? $"{path}: the Parquet file is cut off; copy it again"
                : $"{path}: is not a Parquet file; let its name end as its format does");
        }
    }
}
