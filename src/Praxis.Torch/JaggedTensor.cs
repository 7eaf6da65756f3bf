using Praxis.Core;
using TorchSharp;

namespace Praxis.Torch;

/// <summary>Rows of several sequences one after another, without padding.</summary>
public sealed class JaggedTensor
{
    private readonly int[] _offsets;

    /// <summary>Makes a jagged view of rows.</summary>
    /// <param name="values">The rows, [T, D]; owned by the caller.</param>
    /// <param name="offsets">First row of each sequence and T at the end, [B + 1]; kept.</param>
    /// <exception cref="ArgumentException">The offsets do not start at 0, fall, or do not end at T.</exception>
    public JaggedTensor(torch.Tensor values, int[] offsets)
    {
        Check.Length(values.dim(), 2, "dimensions of values");
        Check.Length(offsets[0], 0, "first offset");
        Check.Length(offsets[^1], values.shape[0], "last offset");
        for (int i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] < offsets[i - 1])
            {
                throw new ArgumentException(
                    $"offsets must not fall; offset {i} is {offsets[i]} after {offsets[i - 1]}", nameof(offsets));
            }
        }

        Values = values;
        _offsets = offsets;
    }

    /// <summary>The rows, [T, D].</summary>
    public torch.Tensor Values { get; }

    /// <summary>First row of each sequence and T at the end, [B + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Number of sequences, B.</summary>
    public int SequenceCount => _offsets.Length - 1;

    /// <summary>Rows of the longest sequence; 0 when there is none.</summary>
    public int MaxLength
    {
        get
        {
            int longest = 0;
            for (int b = 0; b < SequenceCount; b++)
            {
                longest = Math.Max(longest, _offsets[b + 1] - _offsets[b]);
            }

            return longest;
        }
    }

    /// <summary>Takes the rows back out of a padded tensor; autograd passes through.</summary>
    /// <param name="padded">[B, L, D].</param>
    /// <param name="offsets">First row of each sequence and T at the end, [B + 1]; kept.</param>
    /// <returns>The jagged rows, [T, D].</returns>
    public static JaggedTensor FromPadded(torch.Tensor padded, int[] offsets)
    {
        long length = padded.shape[1];
        var places = new long[offsets[^1]];
        for (int b = 0; b + 1 < offsets.Length; b++)
        {
            for (int row = offsets[b]; row < offsets[b + 1]; row++)
            {
                places[row] = (b * length) + row - offsets[b];
            }
        }

        torch.Tensor flat = padded.reshape(-1, padded.shape[2]);
        return new JaggedTensor(flat.index_select(0, torch.tensor(places)), offsets);
    }

    /// <summary>Puts each sequence at the start of its own padded row; autograd passes through.</summary>
    /// <param name="length">Padded length L, at least <see cref="MaxLength"/>.</param>
    /// <returns>[B, L, D], zeros behind each sequence's end.</returns>
    public torch.Tensor ToPadded(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, MaxLength);
        int rowCount = _offsets[^1];
        var places = new long[(long)SequenceCount * length];
        Array.Fill(places, rowCount);
        for (int b = 0; b < SequenceCount; b++)
        {
            for (int row = _offsets[b]; row < _offsets[b + 1]; row++)
            {
                places[((long)b * length) + row - _offsets[b]] = row;
            }
        }

        long width = Values.shape[1];
        torch.Tensor extended = torch.cat([Values, torch.zeros(1, width)]);
        return extended.index_select(0, torch.tensor(places)).reshape(SequenceCount, length, width);
    }
}
