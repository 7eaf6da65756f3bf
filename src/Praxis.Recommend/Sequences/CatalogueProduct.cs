using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Scores of all items for a few queries, by products of bounded blocks of the table.</summary>
/// <remarks>
/// No second copy of the table is made: memory is a block of scores. A score is a sum in the order of the elements
/// times the item's factor, the same bits however many queries are asked at once.
/// </remarks>
internal sealed unsafe class CatalogueProduct(ItemTable table, float[] scales)
{
    private const int BlockItems = 1024;
    private const int Lanes = BlockProduct.Lanes;

    /// <summary>Receives the scores of some items.</summary>
    /// <param name="first">The first item.</param>
    /// <param name="count">How many.</param>
    /// <param name="scores">[count, stride]; columns behind the queries are zero.</param>
    /// <param name="stride">Queries rounded up to whole vectors.</param>
    internal delegate void Receiver(int first, int count, float* scores, int stride);

    /// <summary>Scores block by block, in the order of the items.</summary>
    /// <param name="queries">Normalised outputs, [queries, D].</param>
    /// <param name="count">How many.</param>
    /// <param name="receive">Takes each block.</param>
    internal void Run(ReadOnlySpan<float> queries, int count, Receiver receive)
    {
        int width = table.Width;
        int stride = BlockProduct.Padded(count);
        nuint length = (nuint)((width + BlockItems) * stride * sizeof(float));
        float* memory = (float*)NativeMemory.AlignedAlloc(length, 64);
        try
        {
            NativeMemory.Clear(memory, length);
            for (int query = 0; query < count; query++)
            {
                for (int c = 0; c < width; c++)
                {
                    memory[(c * stride) + query] = queries[(query * width) + c];
                }
            }

            float* scores = memory + (width * stride);
            for (int first = 0; first < table.Count; first += BlockItems)
            {
                int items = Math.Min(BlockItems, table.Count - first);
                NativeMemory.Clear(scores, (nuint)(items * stride * sizeof(float)));
                float* rows = table.Address + ((long)first * width);
                BlockProduct.Add(rows, width, 1, memory, stride, items, stride, width, scores, stride);
                Scale(scores, scales.AsSpan(first, items), stride);
                receive(first, items, scores, stride);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static void Scale(float* scores, ReadOnlySpan<float> factors, int stride)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            var factor = System.Runtime.Intrinsics.Vector512.Create(factors[i]);
            float* row = scores + ((long)i * stride);
            for (int query = 0; query < stride; query += Lanes)
            {
                System.Runtime.Intrinsics.Vector512.Store(
                    System.Runtime.Intrinsics.Vector512.Load(row + query) * factor, row + query);
            }
        }
    }
}
