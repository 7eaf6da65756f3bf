using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>
/// The lines of a UTF-8 text file, plain or compressed as <c>.gz</c>, as bytes and without a string for each. A byte
/// order mark is passed over; line ends are LF or CRLF.
/// </summary>
/// <remarks>
/// Refused with file and line: bytes that are not UTF-8, NUL bytes, UTF-16, gzip that is damaged or cut off, and lines
/// longer than <see cref="LongestLine"/>. No line after the fault is handed out.
/// </remarks>
public sealed class LineReader : IDisposable
{
    /// <summary>The longest line, in bytes: 16 MiB.</summary>
    public const int LongestLine = 1 << 24;

    private readonly Stream _stream;
    private readonly SealedInput? _sealed;
    private byte[] _buffer = new byte[1 << 18];
    private int _position;
    private int _checked;
    private int _filled;
    private bool _ended;
    private InputException? _fault;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; decompressed when its name ends in <c>.gz</c>.</param>
    /// <exception cref="InputException">The file is absent, empty, a folder, not readable, or not what its name
    /// says.</exception>
    public LineReader(string path)
    {
        Path = path;
        FileStream file = InputFile.Open(path);
        try
        {
            CheckMagic(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _sealed = IsGzipName(path) ? new SealedInput(file) : null;
        _stream = _sealed is null ? file : new GZipStream(_sealed, CompressionMode.Decompress);
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The number of the line last read, from 1; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The line last read, without its line end; good until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(LineStart, LineLength);

    /// <summary>Path and number of the line last read, to begin an error with.</summary>
    public string Place => $"{Path}:{LineNumber}";

    private int LineStart { get; set; }

    private int LineLength { get; set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">The line cannot be read as text; the message has file and line.</exception>
    public bool Next()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_position, _checked - _position).IndexOf((byte)'\n');
            if (length >= 0 || (_ended && _fault is null && _position < _checked))
            {
                Take(length >= 0 ? length : _checked - _position, length >= 0);
                return true;
            }

            if (_fault is not null)
            {
                throw _fault;
            }

            if (_ended)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _sealed?.Dispose();
    }

    internal static bool IsGzipName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private void Take(int length, bool hasEnd)
    {
        LineNumber++;
        LineStart = _position;
        LineLength = length > 0 && _buffer[_position + length - 1] == '\r' ? length - 1 : length;
        _position += length + (hasEnd ? 1 : 0);
    }

    private void Fill()
    {
        int kept = _filled - _position;
        if (_position > 0)
        {
            _buffer.AsSpan(_position, kept).CopyTo(_buffer);
        }

        _checked -= _position;
        _filled = kept;
        _position = 0;
        if (kept > LongestLine)
        {
            throw new InputException(
                $"{Path}:{LineNumber + 1}: the line is longer than {LongestLine} bytes; is this a text table?");
        }

        if (2 * kept > _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        Load();
        SkipByteOrderMark();
        CheckText();
    }

    private void Load()
    {
        try
        {
            do
            {
                if (_filled == _buffer.Length)
                {
                    Array.Resize(ref _buffer, 2 * _buffer.Length);
                }

                int read = _stream.Read(_buffer, _filled, _buffer.Length - _filled);
                _filled += read;
                _ended = read == 0;
            }
            // Once the compressed file is at its end, nothing is believed before the seal has come out.
            while (!_ended && (_sealed is { FileEnded: true } || _filled < _buffer.Length / 2));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            throw Damaged(failure);
        }

        if (_ended && _sealed is not null)
        {
            if (!_buffer.AsSpan(0, _filled).EndsWith(SealedInput.Seal))
            {
                throw Damaged(null);
            }

            _filled -= SealedInput.Seal.Length;
            if (LineNumber == 0 && _filled == 0)
            {
                throw new InputException($"{Path}: the file is empty; write the table again");
            }
        }
    }

    private InputException Damaged(Exception? cause) => _sealed is null
        ? new($"{Path}:{LineNumber + 1}: cannot be read further; check the disk and copy the file again", cause)
        : new($"{Path}:{LineNumber + 1}: the gzip data is damaged or cut off at or after this line;"
            + " copy the file again", cause);

    private void SkipByteOrderMark()
    {
        if (LineNumber > 0 || _checked > 0)
        {
            return;
        }

        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _filled);
        if (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new InputException($"{Path}:1: the file is UTF-16; save it as UTF-8");
        }

        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            _position = 3;
            _checked = 3;
        }
    }

    /// <summary>Checks the whole lines that came in, and bounds what is handed out by the first fault.</summary>
    private void CheckText()
    {
        int end = _ended ? _filled : _buffer.AsSpan(0, _filled).LastIndexOf((byte)'\n') + 1;
        if (end <= _checked)
        {
            return;
        }

        ReadOnlySpan<byte> text = _buffer.AsSpan(_checked, end - _checked);
        int nul = text.IndexOf((byte)0);
        if (nul < 0 && Utf8.IsValid(text))
        {
            _checked = end;
            return;
        }

        int invalid = FirstInvalid(text);
        int fault = nul >= 0 && (invalid < 0 || nul < invalid) ? nul : invalid;
        int lineStart = text[..fault].LastIndexOf((byte)'\n') + 1;
        long line = LineNumber + 1 + _buffer.AsSpan(_position, _checked + fault - _position).Count((byte)'\n');
        _fault = new InputException(fault == nul
            ? $"{Path}:{line}: has a NUL byte: a binary or UTF-16 file; save it as UTF-8 text"
            : $"{Path}:{line}: byte 0x{text[fault]:X2} is not UTF-8; save the file as UTF-8");
        _checked += lineStart;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int position = 0;
        while (position < text.Length)
        {
            if (Rune.DecodeFromUtf8(text[position..], out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return position;
            }

            position += length;
        }

        return -1;
    }

    private void CheckMagic(FileStream file)
    {
        if (!file.CanSeek)
        {
            return;
        }

        Span<byte> start = stackalloc byte[4];
        int length = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        start = start[..length];
        bool isGzip = start.StartsWith<byte>([0x1F, 0x8B]);
        if (isGzip != IsGzipName(Path))
        {
            throw new InputException(isGzip
                ? $"{Path}: is gzip data; let its name end in .gz"
                : $"{Path}: is not gzip data though its name ends in .gz; take .gz off the name or compress it");
        }

        if (start.SequenceEqual("PAR1"u8))
        {
            throw new InputException($"{Path}: is a Parquet file; let its name end in .parquet");
        }
    }
}
