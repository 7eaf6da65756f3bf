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
                throw new InputException($"{path}: the file is empty; write the table again");
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

    public static InputException Folder(string path)
        => new($"{path}: is a folder, not a file; pass the path of the file");
}
