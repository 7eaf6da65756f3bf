namespace Praxis.Core;

/// <summary>Reads one file format into a data set and names file, row and column of what it cannot use.</summary>
/// <typeparam name="TData">The data set.</typeparam>
/// <typeparam name="TOptions">What the user may say about the file.</typeparam>
public interface IReader<out TData, in TOptions>
{
    /// <summary>The name of the format, as given to <c>--format</c>.</summary>
    string Format { get; }

    /// <summary>Whether the path looks like this format, by its name and kind only.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>True when this reader wants it.</returns>
    bool Accepts(string path);

    /// <summary>Reads the data set.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InputException">The content cannot be used; the message has file, row and column.</exception>
    TData Read(string path, TOptions options);
}
