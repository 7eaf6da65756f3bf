using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads Python pickles of data: numbers, texts, lists, tuples, dictionaries and NumPy arrays.</summary>
/// <remarks>A pickle is a program that may name any function of Python. Here no name is looked up: those that NumPy
/// needs to say what an array is are known, and every other one is refused. Protocols 0 to 5; text of Python 2 is read
/// as Latin 1.</remarks>
public static class PickleFile
{
    private const long MostBytes = 1L << 31;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null, a bool, long, double, string or byte array, a <see cref="PickledArray"/>, a List of such, an
    /// array of such for a tuple, or a Dictionary of such by text.</returns>
    /// <exception cref="InputException">It is no pickle, is cut off, or holds anything else.</exception>
    public static object? Read(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true } file && file.Length >= MostBytes)
            {
                throw new InputException($"{path}: is larger than 2 GiB; save the poses as npz");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }

        return new PickleMachine(bytes, path).Run();
    }
}
