using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Motion;

/// <summary>The baseline of one linear layer between cosine coefficients, shared by all nodes.</summary>
/// <remarks>Each node's observed frames, less its last value, go into their cosine coefficients; one matrix makes of
/// them the coefficients of the future, less the last value. Fitted in closed form. It is what a network of siMLPe's
/// kind is without its layers.</remarks>
public sealed class LinearCosineLayer
{
    private readonly DiscreteCosine _history;
    private readonly DiscreteCosine _future;
    private readonly double[] _weights;

    private LinearCosineLayer(DiscreteCosine history, DiscreteCosine future, double[] weights)
    {
        _history = history;
        _future = future;
        _weights = weights;
    }

    /// <summary>Observed frames.</summary>
    public int ObservedCount => _history.Length;

    /// <summary>Predicted frames.</summary>
    public int FutureCount => _future.Length;

    /// <summary>The layer: [observed coefficients, future coefficients], row by row.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Fits the layer by ridge least squares.</summary>
    /// <param name="windows">Windows of [observed + future, nodes]; gone through once.</param>
    /// <param name="observed">Observed frames of each, at least 1.</param>
    /// <param name="future">Predicted frames, at least 1.</param>
    /// <param name="ridge">Penalty on the squared weights, as a part of the mean diagonal of XᵀX; above 0.</param>
    /// <returns>The fitted layer: W = (XᵀX + λI)⁻¹ XᵀY.</returns>
    /// <exception cref="ArgumentException">A window has another length.</exception>
    public static LinearCosineLayer Fit(IEnumerable<PoseMatrix> windows, int observed, int future, double ridge = 1e-6)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        var history = new DiscreteCosine(observed, observed);
        var horizon = new DiscreteCosine(future, future);
        var gram = new double[observed * observed];
        var moments = new double[observed * future];
        foreach (PoseMatrix window in windows)
        {
            Check.Length(window.FrameCount, observed + future);
            PoseMatrix inputs = history.Forward(Less(window.Slice(0, observed), window.Frame(observed - 1)));
            PoseMatrix targets = horizon.Forward(Less(window.Slice(observed, future), window.Frame(observed - 1)));
            AddProduct(inputs, inputs, gram);
            AddProduct(inputs, targets, moments);
        }

        double trace = 0;
        for (int i = 0; i < observed; i++)
        {
            trace += gram[i * (observed + 1)];
        }

        // Of data that never move the penalty alone is left, and the weights are 0.
        double penalty = trace > 0 ? ridge * trace / observed : 1;
        for (int i = 0; i < observed; i++)
        {
            gram[i * (observed + 1)] += penalty;
        }

        return new LinearCosineLayer(history, horizon, Solve(gram, moments, observed, future));
    }

    /// <summary>Predicts.</summary>
    /// <param name="observed">[frames, nodes]; the last <see cref="ObservedCount"/> of them are used.</param>
    /// <returns>[future, nodes].</returns>
    /// <exception cref="ArgumentException">There are fewer frames than observed ones.</exception>
    public PoseMatrix Predict(PoseMatrix observed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(observed.FrameCount, ObservedCount);
        PoseMatrix recent = observed.Slice(observed.FrameCount - ObservedCount, ObservedCount);
        ReadOnlySpan<double> last = recent.Frame(ObservedCount - 1);
        PoseMatrix inputs = _history.Forward(Less(recent, last));
        int nodes = observed.NodeCount;
        var values = new double[FutureCount * nodes];
        for (int target = 0; target < FutureCount; target++)
        {
            for (int source = 0; source < ObservedCount; source++)
            {
                double weight = _weights[(source * FutureCount) + target];
                for (int node = 0; node < nodes; node++)
                {
                    values[(target * nodes) + node] += weight * inputs[source, node];
                }
            }
        }

        double[] future = _future.Inverse(new PoseMatrix(FutureCount, nodes, values)).Values.ToArray();
        for (int i = 0; i < future.Length; i++)
        {
            future[i] += last[i % nodes];
        }

        return new PoseMatrix(FutureCount, nodes, future);
    }

    private static PoseMatrix Less(PoseMatrix poses, ReadOnlySpan<double> last)
    {
        double[] values = poses.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= last[i % last.Length];
        }

        return new PoseMatrix(poses.FrameCount, poses.NodeCount, values);
    }

    // sum [rows of left, rows of right] += left rightᵀ, over the nodes.
    private static void AddProduct(PoseMatrix left, PoseMatrix right, double[] sum)
    {
        for (int i = 0; i < left.FrameCount; i++)
        {
            for (int j = 0; j < right.FrameCount; j++)
            {
                sum[(i * right.FrameCount) + j] +=
                    System.Numerics.Tensors.TensorPrimitives.Dot(left.Frame(i), right.Frame(j));
            }
        }
    }

    private static double[] Solve(double[] gram, double[] moments, int rows, int columns)
    {
        var factor = new CholeskyFactor(rows);
        if (!factor.TryFactor(gram))
        {
            throw new InvalidOperationException("XᵀX with its ridge is not positive definite");
        }

        var weights = new double[rows * columns];
        var column = new double[rows];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                column[i] = moments[(i * columns) + j];
            }

            factor.Solve(column);
            for (int i = 0; i < rows; i++)
            {
                weights[(i * columns) + j] = column[i];
            }
        }

        return weights;
    }
}
