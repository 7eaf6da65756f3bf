namespace Praxis.Recommend;

/// <summary>What a model that was learnt from a stream holds besides encoder and table.</summary>
internal sealed class StreamedItems
{
    private const string Kind = "stream-rows";
    private const string FileName = "rows.bin";
    private readonly Action<string> _saveMemory;

    private StreamedItems(int[] rowOf, int sharedRows, Action<string> saveMemory)
    {
        RowOf = rowOf;
        SharedRows = sharedRows;
        _saveMemory = saveMemory;
    }

    /// <summary>The row of each item of the log; below <see cref="SharedRows"/> for one without its own.</summary>
    internal int[] RowOf { get; }

    /// <summary>Rows shared by items without one of their own.</summary>
    internal int SharedRows { get; }

    /// <summary>Of a stream that has just been learnt.</summary>
    internal static StreamedItems Of(StreamMemory memory, int[] rowOf) =>
        new(rowOf, memory.Vocabulary.SharedRows, memory.WriteOwn);

    /// <summary>Of a saved model; null when it was not learnt from a stream.</summary>
    internal static StreamedItems? LoadIfThere(string folder)
    {
        if (!StreamMemory.IsIn(folder))
        {
            return null;
        }

        (int[] rowOf, int[] shared) = ArrayFile.Read(
            Path.Combine(folder, FileName), Kind, static reader => (reader.Ints(), reader.Ints()));
        return new StreamedItems(rowOf, shared[0], target =>
        {
            foreach (string file in StreamMemory.OwnFiles)
            {
                File.Copy(Path.Combine(folder, file), Path.Combine(target, file));
            }
        });
    }

    /// <summary>Writes it, with what learning on needs.</summary>
    internal void Save(string folder)
    {
        ArrayFile.Write(Path.Combine(folder, FileName), Kind, writer =>
        {
            writer.Ints(RowOf);
            writer.Ints([SharedRows]);
        });
        _saveMemory(folder);
    }
}
