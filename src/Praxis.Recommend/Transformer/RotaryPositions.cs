using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Rotary positions: pair c of a query or key at place i is turned by the angle i · 10000^(-2c/Dq), so that
/// inner products depend on the distance of places only.</summary>
/// <param name="Cosines">[L, Dq / 2].</param>
/// <param name="Sines">[L, Dq / 2].</param>
/// <remarks>Su et al., "RoFormer" (arXiv 2104.09864), eq. (14) and (15); a pair is element c of the first and of the
/// second half of a head.</remarks>
internal sealed record RotaryPositions(torch.Tensor Cosines, torch.Tensor Sines)
{
    private const double Base = 10_000;

    /// <summary>Makes the tables, in the current dispose scope.</summary>
    /// <param name="length">Most places, L.</param>
    /// <param name="headWidth">Dq, even.</param>
    internal static RotaryPositions Create(int length, int headWidth)
    {
        int half = headWidth / 2;
        var cosines = new float[length * half];
        var sines = new float[length * half];
        for (int c = 0; c < half; c++)
        {
            double frequency = Math.Pow(Base, -2.0 * c / headWidth);
            for (int place = 0; place < length; place++)
            {
                cosines[(place * half) + c] = (float)Math.Cos(place * frequency);
                sines[(place * half) + c] = (float)Math.Sin(place * frequency);
            }
        }

        return new RotaryPositions(torch.tensor(cosines, [length, half]), torch.tensor(sines, [length, half]));
    }

    /// <summary>Turns queries or keys.</summary>
    /// <param name="heads">[B, H, rows, Dq], the first row at place 0.</param>
    /// <returns>[B, H, rows, Dq].</returns>
    internal torch.Tensor Apply(torch.Tensor heads)
    {
        torch.Tensor cosines = Cosines.narrow(0, 0, heads.shape[2]);
        torch.Tensor sines = Sines.narrow(0, 0, heads.shape[2]);
        torch.Tensor[] halves = heads.chunk(2, 3);
        return torch.cat(
            [
                (halves[0] * cosines).Minus(halves[1] * sines),
                (halves[1] * cosines).Plus(halves[0] * sines),
            ],
            3);
    }
}
