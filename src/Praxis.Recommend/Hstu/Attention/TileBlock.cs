using System.Runtime.CompilerServices;

namespace Praxis.Recommend;

/// <summary>What happens to a block of scores right after its product, while it is in the nearest cache: blocks are two
/// vectors wide.</summary>
/// <typeparam name="TLanes">The instructions.</typeparam>
/// <typeparam name="TVector">Their vector of floats.</typeparam>
internal static unsafe class TileBlock<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>s, in units of log₂ e, becomes SiLU(s) in the same unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Activate(float* scores, int rows)
    {
        for (int r = 0; r < rows; r++)
        {
            TVector left = TLanes.Load(scores);
            TVector right = TLanes.Load(scores + TLanes.Count);
            TLanes.Store(TLanes.SiluOfBits(left), scores);
            TLanes.Store(TLanes.SiluOfBits(right), scores + TLanes.Count);
            scores += TileShape.Stride;
        }
    }

    /// <summary>s becomes SiLU(s); its gradient g, so far that of the weight, becomes g SiLU'(s).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ActivateWithSlope(float* scores, float* gradients, int rows)
    {
        for (int r = 0; r < rows; r++)
        {
            ActivateWithSlope(scores, gradients);
            ActivateWithSlope(scores + TLanes.Count, gradients + TLanes.Count);
            scores += TileShape.Stride;
            gradients += TileShape.Stride;
        }
    }

    /// <summary>Puts zeros where a row does not see a column.</summary>
    /// <param name="block">Scores or gradients.</param>
    /// <param name="user">The user.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="row">The block's first row among the user's.</param>
    /// <param name="rows">Number of rows; those behind the user's last one count as its last one.</param>
    /// <param name="column">The block's first column.</param>
    internal static void Mask(
        float* block, AttentionUser user, in AttentionSettings settings, int row, int rows, int column)
    {
        for (int r = 0; r < rows; r++)
        {
            int real = Math.Min(row + r, user.Length - 1);
            int first = settings.FirstColumn(user.Place(real)) - column;
            int end = user.EndColumn(real) - column;
            float* place = block + (r * TileShape.Stride);
            TLanes.Store(TLanes.Keep(TLanes.Load(place), first, end), place);
            place += TLanes.Count;
            TLanes.Store(TLanes.Keep(TLanes.Load(place), first - TLanes.Count, end - TLanes.Count), place);
        }
    }

    /// <summary>Puts zeros everywhere.</summary>
    internal static void Clear(float* block, int rows)
    {
        for (int r = 0; r < rows; r++)
        {
            new Span<float>(block + (r * TileShape.Stride), 2 * TLanes.Count).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ActivateWithSlope(float* score, float* gradient)
    {
        // SiLU'(s) = σ + a - a σ with a = s σ.
        TVector s = TLanes.Load(score);
        TVector sigmoid = TLanes.Sigmoid(s);
        TVector weight = TLanes.Multiply(s, sigmoid);
        TVector slope = TLanes.MultiplySubtract(weight, sigmoid, TLanes.Add(sigmoid, weight));
        TLanes.Store(weight, score);
        TLanes.Store(TLanes.Multiply(TLanes.Load(gradient), slope), gradient);
    }
}
