using System.IO.Compression;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>The bytes of a text file, decompressed when its name ends in <c>.gz</c>.</summary>
internal sealed class TextStream : IDisposable
{
    private readonly SealedInput? _sealed;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isChecked">Whether it was gone through before, so that no seal is needed.</param>
    /// <exception cref="InputException">The file is absent, empty, a folder, not readable, or not what its name
    /// says.</exception>
    public TextStream(string path, bool isChecked = false)
    {
        FileStream file = InputFile.Open(path);
        try
        {
            InputFile.CheckIsText(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _sealed = IsGzipName(path) && !isChecked ? new SealedInput(file) : null;
        Stream content = _sealed is null ? file : _sealed;
        Bytes = IsGzipName(path) ? new GZipStream(content, CompressionMode.Decompress) : content;
    }

    /// <summary>The bytes, with the seal after them when there is one.</summary>
    public Stream Bytes { get; }

    /// <summary>Whether the compressed file itself is at its end: what comes out from here on is to be believed only
    /// when the seal comes out as well.</summary>
    public bool IsAtSeal => _sealed is { FileEnded: true };

    /// <summary>Whether a seal comes after the text.</summary>
    public bool IsSealed => _sealed is not null;

    public static bool IsGzipName(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Bytes.Dispose();
        _sealed?.Dispose();
    }
}
