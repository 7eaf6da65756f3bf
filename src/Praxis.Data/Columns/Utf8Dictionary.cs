using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Praxis.Data;

/// <summary>Numbers distinct byte strings in the order of first appearance, without making a string for each
/// look-up.</summary>
internal sealed class Utf8Dictionary
{
    private byte[] _bytes = new byte[4096];
    private int[] _ends = new int[256];
    private uint[] _hashes = new uint[256];
    private int[] _slots = new int[512];

    public int Count { get; private set; }

    /// <summary>The number of the text; a new text gets the next one.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        uint hash = Hash(text);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] != 0)
        {
            int code = _slots[slot] - 1;
            if (_hashes[code] == hash && Bytes(code).SequenceEqual(text))
            {
                return code;
            }

            slot = (slot + 1) & mask;
        }

        _slots[slot] = Count + 1;
        return Add(text, hash);
    }

    public string[] ToStrings()
    {
        var texts = new string[Count];
        for (int code = 0; code < Count; code++)
        {
            texts[code] = Encoding.UTF8.GetString(Bytes(code));
        }

        return texts;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)text.Length * factor;
        while (text.Length >= 8)
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * factor, 29);
            text = text[8..];
        }

        ulong rest = 0;
        for (int i = 0; i < text.Length; i++)
        {
            rest |= (ulong)text[i] << (8 * i);
        }

        hash = (hash ^ rest) * factor;
        hash = (hash ^ (hash >> 32)) * factor;
        return (uint)(hash >> 32);
    }

    private ReadOnlySpan<byte> Bytes(int code)
    {
        int start = code == 0 ? 0 : _ends[code - 1];
        return _bytes.AsSpan(start, _ends[code] - start);
    }

    private int Add(ReadOnlySpan<byte> text, uint hash)
    {
        int code = Count++;
        int start = code == 0 ? 0 : _ends[code - 1];
        if (start + (long)text.Length > _bytes.Length)
        {
            long wanted = Math.Max(2L * _bytes.Length, start + (long)text.Length);
            Array.Resize(ref _bytes, (int)Math.Min(wanted, Array.MaxLength));
        }

        if (code == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * code);
            Array.Resize(ref _hashes, 2 * code);
        }

        text.CopyTo(_bytes.AsSpan(start));
        _ends[code] = start + text.Length;
        _hashes[code] = hash;
        if (2 * Count > _slots.Length)
        {
            Rehash();
        }

        return code;
    }

    private void Rehash()
    {
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(4 * Count))];
        int mask = _slots.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_hashes[code] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = code + 1;
        }
    }
}
