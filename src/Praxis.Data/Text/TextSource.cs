using Praxis.Core;

namespace Praxis.Data;

/// <summary>A checked text file as DuckDB reads it: the file itself, or a copy of its sound part in the session's
/// folder.</summary>
/// <remarks>A copy is made when the text has a fault, to read the lines before it, and when LF and CRLF are mixed,
/// which DuckDB refuses; the copy has LF only.</remarks>
internal sealed class TextSource
{
    private readonly DuckDbSession _session;

    private TextSource(DuckDbSession session, string path, string readPath, TextCheck check)
    {
        _session = session;
        Path = path;
        ReadPath = readPath;
        Check = check;
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The path DuckDB reads.</summary>
    public string ReadPath { get; }

    /// <summary>Counts, line numbers and the fault after them.</summary>
    public TextCheck Check { get; }

    /// <summary>Checks a file.</summary>
    /// <exception cref="InputException">No line can be read.</exception>
    public static TextSource Open(string path, DuckDbSession session)
    {
        TextCheck check = Checked(path, path);
        if (check.LineCount == 0)
        {
            throw check.Fault ?? new InputException($"{path}: the file is empty; write it again");
        }

        return new TextSource(
            session,
            path,
            check.Fault is not null || check.HasMixedLineEnds
                ? Copy(path, session, check.Length, dropCarriageReturns: check.HasMixedLineEnds)
                : path,
            check);
    }

    /// <summary>The source with nothing from a byte of it on.</summary>
    public TextSource Head(long length)
    {
        string copy = Copy(ReadPath, _session, length, dropCarriageReturns: false);
        return new TextSource(_session, Path, copy, Checked(copy, Path));
    }

    /// <summary>The line, from 1, of the first byte at or after a position that is not of a line end.</summary>
    public long LineOf(long position)
    {
        using var stream = new TextStream(ReadPath, isChecked: true);
        var buffer = new byte[1 << 16];
        long line = 1;
        int read;
        while ((read = stream.Bytes.Read(buffer)) > 0)
        {
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, read);
            int before = (int)Math.Min(position, read);
            int further = bytes[before..].IndexOfAnyExcept((byte)'\r', (byte)'\n');
            line += bytes[..(further < 0 ? read : before + further)].Count((byte)'\n');
            if (further >= 0)
            {
                break;
            }

            position -= before;
        }

        return line;
    }

    /// <summary>The first lines that are not blank, with LF between them.</summary>
    public string FirstTextLines(int count)
    {
        using var stream = new TextStream(ReadPath, isChecked: true);
        using var reader = new StreamReader(stream.Bytes);
        var lines = new List<string>();
        while (lines.Count < count && reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines);
    }

    private static TextCheck Checked(string readPath, string path)
    {
        using var stream = new TextStream(readPath);
        var check = new TextCheck(path);
        check.Run(stream);
        return check;
    }

    private static string Copy(string path, DuckDbSession session, long length, bool dropCarriageReturns)
    {
        string copy = session.NewFile();
        try
        {
            using var stream = new TextStream(path, isChecked: true);
            using FileStream target = File.Create(copy);
            var buffer = new byte[1 << 18];
            int read;
            while (length > 0
                && (read = stream.Bytes.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length)))) > 0)
            {
                length -= read;
                Span<byte> bytes = buffer.AsSpan(0, read);
                target.Write(dropCarriageReturns ? WithoutCarriageReturns(bytes) : bytes);
            }
        }
        catch (IOException failure)
        {
            throw new StorageException(
                $"{copy}: cannot be written; free some disk or set TMPDIR to another folder", failure);
        }

        return copy;
    }

    /// <summary>Moves what is left together; each CR is known to stand before an LF.</summary>
    private static Span<byte> WithoutCarriageReturns(Span<byte> bytes)
    {
        int count = 0;
        foreach (byte b in bytes)
        {
            bytes[count] = b;
            count += b == '\r' ? 0 : 1;
        }

        return bytes[..count];
    }
}
