using System.Runtime.Intrinsics;

namespace Praxis.Motion;

/// <summary>The losses of foretold frames, with their gradients.</summary>
/// <remarks>Arrays are [nodes, samples, padded length]; padding is zero in both. Source:
/// docs/methods/arnet.md.</remarks>
internal static unsafe class TrajectoryLoss
{
    private const int Lanes = 16;

    // Of the square of a distance, in units of the model: a hundredth of a millimetre.
    private const float Least = 1e-8f;

    /// <summary>Mean over frames and joints of the distance of joints; three nodes are a joint.</summary>
    /// <param name="frames">What was foretold.</param>
    /// <param name="truth">What came.</param>
    /// <param name="gradient">Receives the gradient of the weighted loss.</param>
    /// <param name="sizes">Nodes, samples and padded length.</param>
    /// <param name="weight">What each distance counts.</param>
    /// <returns>The weighted sum of distances.</returns>
    internal static double Positions(float* frames, float* truth, float* gradient, GraphSizes sizes, float weight)
    {
        nint line = (nint)sizes.Samples * sizes.Features;
        double total = 0;
        var factor = Vector512.Create(weight);
        for (int joint = 0; joint < sizes.Nodes / 3; joint++)
        {
            nint start = 3 * joint * line;
            Vector512<float> sum = default;
            for (nint i = start; i < start + line; i += Lanes)
            {
                Vector512<float> x = Vector512.Load(frames + i) - Vector512.Load(truth + i);
                Vector512<float> y = Vector512.Load(frames + i + line) - Vector512.Load(truth + i + line);
                Vector512<float> z = Vector512.Load(frames + i + (2 * line)) - Vector512.Load(truth + i + (2 * line));
                Vector512<float> square = (x * x) + (y * y) + (z * z);
                Vector512<float> distance = Vector512.Sqrt(square);
                sum += distance;
                Vector512<float> share = factor / Vector512.Sqrt(square + Vector512.Create(Least));
                (x * share).Store(gradient + i);
                (y * share).Store(gradient + i + line);
                (z * share).Store(gradient + i + (2 * line));
            }

            total += Vector512.Sum(sum);
        }

        return total * weight;
    }

    /// <summary>Mean over frames of the sum of absolute differences of nodes.</summary>
    /// <param name="frames">What was foretold.</param>
    /// <param name="truth">What came.</param>
    /// <param name="gradient">Receives the gradient of the weighted loss.</param>
    /// <param name="sizes">Nodes, samples and padded length.</param>
    /// <param name="weight">What each difference counts.</param>
    /// <returns>The weighted sum.</returns>
    internal static double Angles(float* frames, float* truth, float* gradient, GraphSizes sizes, float weight)
    {
        double total = 0;
        var factor = Vector512.Create(weight);
        nint line = (nint)sizes.Samples * sizes.Features;
        for (int node = 0; node < sizes.Nodes; node++)
        {
            Vector512<float> sum = default;
            for (nint i = node * line; i < (node + 1) * line; i += Lanes)
            {
                Vector512<float> rest = Vector512.Load(frames + i) - Vector512.Load(truth + i);
                sum += Vector512.Abs(rest);
                Vector512<float> sign = Vector512.ConditionalSelect(
                    Vector512.GreaterThan(rest, default),
                    factor,
                    Vector512.ConditionalSelect(Vector512.LessThan(rest, default), -factor, default));
                sign.Store(gradient + i);
            }

            total += Vector512.Sum(sum);
        }

        return total * weight;
    }
}
