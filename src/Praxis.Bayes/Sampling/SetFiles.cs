namespace Praxis.Bayes;

/// <summary>Sets of columns in checkpoints.</summary>
internal static class SetFiles
{
    internal static void Write(BinaryWriter writer, ReadOnlySpan<int> set)
    {
        writer.Write(set.Length);
        foreach (int column in set)
        {
            writer.Write(column);
        }
    }

    internal static int[] Read(BinaryReader reader)
    {
        var set = new int[reader.ReadInt32()];
        for (int place = 0; place < set.Length; place++)
        {
            set[place] = reader.ReadInt32();
        }

        return set;
    }
}
