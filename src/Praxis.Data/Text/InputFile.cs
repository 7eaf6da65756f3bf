using Praxis.Core;

namespace Praxis.Data;

/// <summary>Opens a file to read and puts a refusal into one line.</summary>
internal static class InputFile
{
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw Folder(path);
        }

        try
        {
            var file = new FileStream(
                path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            if (file.CanSeek && file.Length == 0)
            {
                file.Dispose();
                throw new InputException($"{path}: the file is empty; write it again");
            }

            return file;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new InputException($"{path}: may not be read; give yourself permission to read it", denied);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file; check the path", absent);
        }
        catch (IOException failure)
        {
            throw new InputException($"{path}: cannot be opened: {CellText.Plain(failure.Message)}", failure);
        }
    }

    /// <summary>Checks that the first bytes are not those of another format than the name says.</summary>
    public static void CheckIsText(FileStream file, string path)
    {
        if (!file.CanSeek)
        {
            throw new InputException($"{path}: is a pipe or device; write the table to a file first");
        }

        Span<byte> start = stackalloc byte[4];
        int length = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        start = start[..length];
        bool isGzip = start.StartsWith<byte>([0x1F, 0x8B]);
        if (isGzip != TextStream.IsGzipName(path))
        {
            throw new InputException(isGzip
                ? $"{path}: is gzip data; let its name end in .gz"
                : $"{path}: is not gzip data though its name ends in .gz; take .gz off the name or compress it");
        }

        if (start.SequenceEqual("PAR1"u8))
        {
            throw new InputException($"{path}: is a Parquet file; let its name end in .parquet");
        }
    }

    public static InputException Folder(string path)
        => new($"{path}: is a folder, not a file; pass the path of the file");
}
