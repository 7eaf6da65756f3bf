using System.Buffers.Binary;
using System.Text;

namespace Praxis.Torch;

/// <summary>Reads the version needs of a 64-bit little-endian ELF file (section type SHT_GNU_verneed).</summary>
internal static class ElfVersionNeeds
{
    private const uint GnuVersionNeeds = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks the named version needs as weak, in place.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="names">Version names, as in "GLIBCXX_3.4.32".</param>
    /// <returns>True when at least one was marked.</returns>
    internal static bool MakeWeak(Span<byte> file, params ReadOnlySpan<string> names)
    {
        bool changed = false;
        long sections = Int64At(file, 0x28);
        int sectionSize = UInt16At(file, 0x3A);
        int sectionCount = UInt16At(file, 0x3C);
        for (int section = 0; section < sectionCount; section++)
        {
            long header = sections + ((long)section * sectionSize);
            if (UInt32At(file, header + 4) != GnuVersionNeeds)
            {
                continue;
            }

            long stringHeader = sections + (UInt32At(file, header + 0x28) * (long)sectionSize);
            long strings = Int64At(file, stringHeader + 0x18);
            long need = Int64At(file, header + 0x18);
            uint needCount = UInt32At(file, header + 0x2C);
            for (uint i = 0; i < needCount; i++)
            {
                changed |= MarkAuxiliaries(file, need, strings, names);
                need += UInt32At(file, need + 12);
            }
        }

        return changed;
    }

    private static bool MarkAuxiliaries(Span<byte> file, long need, long strings, ReadOnlySpan<string> names)
    {
        bool changed = false;
        int count = UInt16At(file, need + 2);
        long auxiliary = need + UInt32At(file, need + 8);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> rest = file[(int)(strings + UInt32At(file, auxiliary + 8))..];
            string name = Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
            if (names.Contains(name))
            {
                Span<byte> flags = file.Slice((int)auxiliary + 4, 2);
                BinaryPrimitives.WriteUInt16LittleEndian(
                    flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
                changed = true;
            }

            auxiliary += UInt32At(file, auxiliary + 12);
        }

        return changed;
    }

    private static ushort UInt16At(ReadOnlySpan<byte> file, long place) =>
        BinaryPrimitives.ReadUInt16LittleEndian(file[(int)place..]);

    private static uint UInt32At(ReadOnlySpan<byte> file, long place) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[(int)place..]);

    private static long Int64At(ReadOnlySpan<byte> file, long place) =>
        BinaryPrimitives.ReadInt64LittleEndian(file[(int)place..]);
}
