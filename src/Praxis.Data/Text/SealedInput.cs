using System.IO.Compression;

namespace Praxis.Data;

/// <summary>
/// A gzip file followed by one more gzip member of known content. The decompressor reads a cut file to its end without
/// a word; only when the known content comes out whole was the file whole.
/// </summary>
internal sealed class SealedInput : Stream
{
    private readonly Stream _file;
    private readonly byte[] _seal;
    private int _sealRead;

    public SealedInput(Stream file)
    {
        _file = file;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Seal);
        }

        _seal = compressed.ToArray();
    }

    /// <summary>What comes out after a whole file: bytes that no UTF-8 text holds.</summary>
    public static ReadOnlySpan<byte> Seal => [0xFF, 0xFE, 0x00, 0xC1, 0xFF, 0xC0, 0xF8, 0xFF, 0x00, 0xFF, 0xF9, 0xC1];

    /// <summary>Whether the file itself has been read to its end.</summary>
    public bool FileEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = FileEnded ? 0 : _file.Read(buffer);
        if (read > 0)
        {
            return read;
        }

        FileEnded = true;
        int length = Math.Min(buffer.Length, _seal.Length - _sealRead);
        _seal.AsSpan(_sealRead, length).CopyTo(buffer);
        _sealRead += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
