using Praxis.Core;

namespace Praxis.Data;

/// <summary>Splits lines into cells; a quoted cell may run over several lines. Blank lines are passed over.</summary>
internal sealed class RecordSplitter(LineReader lines, byte[] delimiter, bool quotes)
{
    private int[] _starts = new int[16];
    private int[] _ends = new int[16];
    private byte[] _unquoted = [];
    private int _length;
    private bool _isUnquoted;

    /// <summary>Number of cells of the record.</summary>
    public int Count { get; private set; }

    /// <summary>The line on which the record begins, from 1.</summary>
    public long FirstLine { get; private set; }

    /// <summary>A cell, without quotation marks; good until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> this[int cell]
        => (_isUnquoted ? _unquoted : lines.Line)[_starts[cell].._ends[cell]];

    /// <summary>Reads the next record; false at the end of the file.</summary>
    public bool Next()
    {
        do
        {
            if (!lines.Next())
            {
                return false;
            }
        }
        while (lines.Line.IsEmpty);
        FirstLine = lines.LineNumber;
        Count = 0;
        _isUnquoted = quotes && lines.Line.Contains((byte)'"');
        if (_isUnquoted)
        {
            SplitQuoted();
        }
        else
        {
            SplitPlain(lines.Line);
        }

        return true;
    }

    private void SplitPlain(ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = line[start..];
            int length = delimiter.Length == 1 ? rest.IndexOf(delimiter[0]) : rest.IndexOf(delimiter);
            AddCell(start, length < 0 ? line.Length : start + length);
            if (length < 0)
            {
                return;
            }

            start += length + delimiter.Length;
        }
    }

    private void SplitQuoted()
    {
        _length = 0;
        int position = 0;
        bool more = true;
        while (more)
        {
            int start = _length;
            if (position < lines.Line.Length && lines.Line[position] == '"')
            {
                position = CopyQuotedCell(position + 1);
            }
            else
            {
                ReadOnlySpan<byte> rest = lines.Line[position..];
                int length = rest.IndexOf(delimiter[0]);
                length = length < 0 ? rest.Length : length;
                Copy(rest[..length]);
                position += length;
            }

            AddCell(start, _length);
            more = position < lines.Line.Length;
            position++;
        }
    }

    /// <summary>Copies a cell after its opening mark and gives the position after its closing one, of the line
    /// reached.</summary>
    private int CopyQuotedCell(int position)
    {
        long opened = lines.LineNumber;
        while (true)
        {
            ReadOnlySpan<byte> rest = lines.Line[position..];
            int mark = rest.IndexOf((byte)'"');
            if (mark < 0)
            {
                Copy(rest);
                Copy("\n"u8);
                if (_length > LineReader.LongestLine || !lines.Next())
                {
                    throw new InputException($"{lines.Path}:{opened}: the quotation mark opened on this line is"
                        + " never closed; close or remove it");
                }

                position = 0;
                continue;
            }

            Copy(rest[..mark]);
            position += mark + 1;
            if (position == lines.Line.Length || lines.Line[position] == delimiter[0])
            {
                return position;
            }

            if (lines.Line[position] != '"')
            {
                throw new InputException($"{lines.Place}: text after a closing quotation mark;"
                    + " double the quotation marks inside a quoted cell");
            }

            Copy("\""u8);
            position++;
        }
    }

    private void Copy(ReadOnlySpan<byte> text)
    {
        if (_length + text.Length > _unquoted.Length)
        {
            Array.Resize(ref _unquoted, Math.Max(2 * _unquoted.Length, _length + text.Length));
        }

        text.CopyTo(_unquoted.AsSpan(_length));
        _length += text.Length;
    }

    private void AddCell(int start, int end)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }

        _starts[Count] = start;
        _ends[Count++] = end;
    }
}
