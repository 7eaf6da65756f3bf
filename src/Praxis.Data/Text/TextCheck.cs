using System.Text;
using System.Text.Unicode;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>
/// Goes through the bytes of a text before DuckDB reads it, and counts its lines: DuckDB hands out NUL bytes, does not
/// look at the encoding of columns passed over, does not check gzip sums, and stops at no end of a cut file.
/// </summary>
/// <remarks>A fault is kept with the length of the sound lines before it; nothing after it is counted.</remarks>
internal sealed class TextCheck
{
    /// <summary>The longest line, in bytes: 16 MiB.</summary>
    public const int LongestLine = 1 << 24;

    private readonly string _path;
    private byte[] _buffer = new byte[1 << 20];
    private int _filled;
    private bool _ended;
    private bool _hasLineFeeds;

    public TextCheck(string path)
    {
        _path = path;
    }

    /// <summary>The first fault of the text, when there is one.</summary>
    public InputException? Fault { get; private set; }

    /// <summary>Length of the sound lines, in bytes after decompression and with the byte order mark.</summary>
    public long Length { get; private set; }

    /// <summary>Number of sound lines, blank ones too.</summary>
    public long LineCount { get; private set; }

    /// <summary>Number of sound lines that are not blank.</summary>
    public long TextLineCount { get; private set; }

    /// <summary>The line of each that is not blank: number from 1 by index from 0.</summary>
    public LineIndex TextLines { get; } = new();

    /// <summary>Whether a quotation mark stands anywhere.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Whether a quotation mark stands after the first line that is not blank.</summary>
    public bool HasQuotesBelowHeader { get; private set; }

    /// <summary>Whether any line ends in CRLF.</summary>
    public bool HasCarriageReturns { get; private set; }

    /// <summary>Whether some lines end in LF and some in CRLF, which DuckDB does not take.</summary>
    public bool HasMixedLineEnds => HasCarriageReturns && _hasLineFeeds;

    /// <summary>Goes through a text from its beginning.</summary>
    public void Run(TextStream stream)
    {
        int start = SkipByteOrderMark(stream);
        Length = start;
        while (Fault is null)
        {
            ReadOnlySpan<byte> text = _buffer.AsSpan(start, _filled - start);
            text = text[..(_ended ? text.Length : text.LastIndexOf((byte)'\n') + 1)];
            int first = text.IndexOf((byte)'\n');
            if ((first < 0 ? _filled - start : first) > LongestLine)
            {
                Fault = Error($"the line is longer than {LongestLine} bytes; is this a text table?");
                return;
            }

            Take(text);
            if (_ended)
            {
                return;
            }

            start += text.Length;
            _buffer.AsSpan(start, _filled - start).CopyTo(_buffer);
            _filled -= start;
            start = 0;
            Fill(stream);
        }
    }

    private int SkipByteOrderMark(TextStream stream)
    {
        Fill(stream);
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _filled);
        if (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF]))
        {
            Fault ??= Error("the file is UTF-16; save it as UTF-8");
        }

        return start.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
    }

    private void Fill(TextStream stream)
    {
        try
        {
            int kept = _filled;
            do
            {
                if (_filled == _buffer.Length)
                {
                    Array.Resize(ref _buffer, 2 * _buffer.Length);
                }

                int read = stream.Bytes.Read(_buffer.AsSpan(_filled));
                _filled += read;
                _ended = read == 0;
            }
            while (!_ended && (stream.IsAtSeal || _filled - kept < _buffer.Length / 2));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            Fault = stream.IsSealed ? Damaged(failure)
                : Error("cannot be read further; check the disk and copy the file again", failure);
        }

        if (_ended && stream.IsSealed)
        {
            if (_buffer.AsSpan(0, _filled).EndsWith(SealedInput.Seal))
            {
                _filled -= SealedInput.Seal.Length;
            }
            else
            {
                Fault = Damaged(null);
            }
        }
    }

    /// <summary>Takes whole lines, up to the first fault in them.</summary>
    private void Take(ReadOnlySpan<byte> text)
    {
        int carriageReturns = text.Count((byte)'\r');
        int pairs = carriageReturns == 0 ? 0 : text.Count("\r\n"u8);
        if (text.Contains((byte)0) || carriageReturns != pairs || !Utf8.IsValid(text))
        {
            int fault = FirstFault(text);
            int line = text[..fault].LastIndexOf((byte)'\n') + 1;
            Take(text[..line]);
            Fault = Error(text[fault] switch
            {
                0 => "has a NUL byte: a binary or UTF-16 file; save it as UTF-8 text",
                (byte)'\r' => "has a carriage return (CR) without a line feed (LF); end lines with LF or CRLF",
                _ => $"byte 0x{text[fault]:X2} is not UTF-8; save the file as UTF-8",
            });
            return;
        }

        int quote = text.LastIndexOf((byte)'"');
        HasQuotes |= quote >= 0;
        HasQuotesBelowHeader |= quote >= 0
            && (TextLineCount > 0 || text[..quote].TrimStart("\r\n"u8).Contains((byte)'\n'));
        HasCarriageReturns |= pairs > 0;
        int lineFeeds = text.Count((byte)'\n');
        _hasLineFeeds |= lineFeeds > pairs;
        Length += text.Length;
        CountLines(text, lineFeeds);
    }

    private static int FirstFault(ReadOnlySpan<byte> text)
    {
        int position = 0;
        while (position < text.Length)
        {
            bool isLone = text[position] == '\r' && (position + 1 == text.Length || text[position + 1] != '\n');
            if (text[position] == 0 || isLone
                || Rune.DecodeFromUtf8(text[position..], out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                break;
            }

            position += length;
        }

        return position;
    }

    private void CountLines(ReadOnlySpan<byte> text, int lineFeeds)
    {
        bool hasBlankLines = text.IndexOf("\n\n"u8) >= 0 || text.IndexOf("\n\r\n"u8) >= 0
            || text.StartsWith("\n"u8) || text.StartsWith("\r\n"u8);
        if (!hasBlankLines)
        {
            AddTextLines(lineFeeds + (text.IsEmpty || text.EndsWith("\n"u8) ? 0 : 1));
            return;
        }

        while (!text.IsEmpty)
        {
            int length = text.IndexOf((byte)'\n');
            if (length == 0 || (length == 1 && text[0] == '\r'))
            {
                LineCount++;
            }
            else
            {
                AddTextLines(1);
            }

            text = length < 0 ? [] : text[(length + 1)..];
        }
    }

    private void AddTextLines(int count)
    {
        if (count > 0)
        {
            TextLines.Add(TextLineCount, LineCount + 1);
            TextLineCount += count;
            LineCount += count;
        }
    }

    private InputException Damaged(Exception? cause)
        => Error("the gzip data is damaged or cut off at or after this line; copy the file again", cause);

    private InputException Error(string finding, Exception? cause = null)
        => new($"{_path}:{LineCount + 1}: {finding}", cause);
}
