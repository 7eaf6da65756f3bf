namespace Praxis.Core;

/// <summary>A kind of data set: its name and the readers that can make one. A new format is one reader more.</summary>
/// <typeparam name="TData">The data set.</typeparam>
/// <typeparam name="TOptions">What the user may say about a file of this kind.</typeparam>
public sealed class DataKind<TData, TOptions>
{
    /// <summary>Makes the kind.</summary>
    /// <param name="name">The name, as in "event log".</param>
    /// <param name="readers">The readers; the first that accepts a path reads it.</param>
    public DataKind(string name, params IReader<TData, TOptions>[] readers)
    {
        Name = name;
        Readers = readers;
    }

    /// <summary>The name of the kind.</summary>
    public string Name { get; }

    /// <summary>The readers, in the order in which they are asked.</summary>
    public IReadOnlyList<IReader<TData, TOptions>> Readers { get; }

    /// <summary>Reads a file or folder with the named reader, or with the first that accepts the path.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="format">A reader's format, or "auto".</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="InputException">The path does not exist, no reader takes it, or its content cannot be
    /// used.</exception>
    public TData Read(string path, string format, TOptions options)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new InputException($"{path}: no such file or folder; check the path given to --data");
        }

        string known = string.Join(", ", Readers.Select(reader => reader.Format));
        IReader<TData, TOptions>? chosen = format == "auto"
            ? Readers.FirstOrDefault(reader => reader.Accepts(path))
            : Readers.FirstOrDefault(reader => reader.Format == format)
                ?? throw new InputException($"--format must be auto or one of {known}; got {format}");
        if (chosen is null)
        {
            string kind = Directory.Exists(path) ? "a folder" : "a file of an unknown ending";
            throw new InputException($"{path}: is {kind}, no {Name}; pass a file, or --format with one of {known}");
        }

        return chosen.Read(path, options);
    }
}
