using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads columns of a Parquet file into column builders, through DuckDB.</summary>
internal static class ParquetReader
{
    /// <summary>How cells come out of DuckDB.</summary>
    private enum Form
    {
        Text,
        Int64,
        Double,
        Seconds,
    }

    public static Table Read(string path, IReadOnlyList<ColumnRequest> requests)
    {
        CheckEnds(path);
        try
        {
            using var session = new DuckDbSession();
            return Read(session, path, requests);
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
        string source = $"read_parquet({DuckDbSession.Literal(WithoutWildcards(path))})";
        (List<string> names, List<string> types) = Describe(session, source);
        int[] sources = TableColumns.Find(path, names, requests);
        ColumnBuilder[] builders = [.. requests.Select(ColumnBuilder.For)];
        var forms = new Form[requests.Count];
        var expressions = new string[requests.Count];
        for (int i = 0; i < builders.Length; i++)
        {
            string type = types[sources[i]];
            forms[i] = FormOf(path, builders[i], type);
            expressions[i] = Expression(DuckDbSession.Identifier(names[sources[i]]), type, forms[i]);
        }

        using DuckDbResult result = session.Query($"SELECT {string.Join(", ", expressions)} FROM {source}");
        int rows = 0;
        while (result.TryFetch(out DuckDBDataChunk chunk))
        {
            using (chunk)
            {
                int size = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                for (int i = 0; i < builders.Length; i++)
                {
                    Append(path, builders[i], forms[i], new VectorView(chunk, i), size, rows);
                }

                rows += size;
            }
        }

        return rows > 0
            ? TableColumns.Build(path, rows, builders, new RowPlaces(hasLines: false))
            : throw new InputException($"{path}: has no rows; add rows");
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
                int size = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
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

    private static Form FormOf(string path, ColumnBuilder builder, string type)
    {
        bool isTime = type == "DATE" || type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
        bool isNested = type.Contains('(') && !type.StartsWith("DECIMAL", StringComparison.Ordinal);
        if (isNested || type.EndsWith(']') || type is "BLOB" or "BIT"
            || (isTime && builder.Request.Kind is ColumnKind.WholeNumber or ColumnKind.Number))
        {
            throw builder.Error(
                path,
                $"its type {CellText.Plain(type)} is not {Wanted(builder.Request.Kind)}; convert the column");
        }

        return isTime && builder is TimeBuilder ? Form.Seconds
            : type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER"
                ? Form.Int64
            : builder is NumberBuilder && IsReal(type) ? Form.Double
            : Form.Text;
    }

    private static bool IsReal(string type)
        => type is "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL", StringComparison.Ordinal);

    private static string Wanted(ColumnKind kind) => kind switch
    {
        ColumnKind.WholeNumber => "whole numbers",
        ColumnKind.Number => "numbers",
        ColumnKind.Time => "times",
        _ => "text",
    };

    private static string Expression(string column, string type, Form form) => form switch
    {
        Form.Seconds => $"CAST(floor(epoch({column})) AS BIGINT)",
        Form.Double => type == "DOUBLE" ? column : $"CAST({column} AS DOUBLE)",
        Form.Int64 => type == "BIGINT" ? column : $"CAST({column} AS BIGINT)",
        _ => type == "VARCHAR" ? column : $"CAST({column} AS VARCHAR)",
    };

    private static void Append(
        string path, ColumnBuilder builder, Form form, VectorView cells, int size, int firstRow)
    {
        for (int row = 0; row < size; row++)
        {
            if (cells.IsNull(row) || (form == Form.Text && cells.Text(row).IsEmpty))
            {
                throw builder.EmptyCell(Place(path, firstRow + row));
            }

            bool taken = form switch
            {
                Form.Text => builder.TryAppend(cells.Text(row)),
                Form.Int64 => builder.TryAppend(cells.Int64(row)),
                Form.Double => ((NumberBuilder)builder).TryAppend(cells.Double(row)),
                _ => ((TimeBuilder)builder).TryAppendSeconds(cells.Int64(row)),
            };
            if (!taken)
            {
                throw builder.Error(Place(path, firstRow + row), Problem(builder, form, cells, row));
            }
        }
    }

    private static string Problem(ColumnBuilder builder, Form form, VectorView cells, int row) => form switch
    {
        Form.Text => builder.Problem(cells.Text(row)),
        Form.Int64 => builder.Problem(ColumnBuilder.Digits(cells.Int64(row))),
        Form.Double => builder.Problem(ColumnBuilder.Digits(cells.Double(row))),
        _ => "the time is before 1970; mend the cell",
    };

    private static string Place(string path, int row) => $"{path}: row {row + 1}";

    /// <summary>DuckDB takes *, ? and [ in a path for patterns; in brackets each stands for itself.</summary>
    private static string WithoutWildcards(string path)
        => string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));

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
