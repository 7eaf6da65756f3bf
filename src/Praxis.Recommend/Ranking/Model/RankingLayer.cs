using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>The parameters of one layer of the ranking encoder.</summary>
internal sealed class RankingLayer
{
    internal RankingLayer(int index, int width, RankingSizes sizes, RandomStream random)
    {
        string name = $"layers.{index}.";
        InputScale = Filled(name + "input_norm.scale", width, 1f);
        InputShift = Filled(name + "input_norm.shift", width, 0f);
        Projection = new Parameter(
            name + "uvqk",
            [width, sizes.RowWidth],
            Initializer.Uniform(
                random, (long)width * sizes.RowWidth, Initializer.XavierBound(width, sizes.RowWidth)));
        ProjectionBias = Filled(name + "uvqk_bias", sizes.RowWidth, 0f);
        PooledScale = Filled(name + "pooled_norm.scale", sizes.OutputWidth, 1f);
        PooledShift = Filled(name + "pooled_norm.shift", sizes.OutputWidth, 0f);
        int inputs = 3 * sizes.OutputWidth;
        Output = new Parameter(
            name + "output",
            [inputs, width],
            Initializer.Uniform(random, (long)inputs * width, Initializer.XavierBound(inputs, width)));
        PositionBias = new Parameter(
            name + "position_bias", [sizes.PositionCount], Initializer.Normal(random, sizes.PositionCount, 0.02));
        TimeBias = new Parameter(
            name + "time_bias", [TimeBuckets.Count], Initializer.Normal(random, TimeBuckets.Count, 0.02));
        Parameters =
        [
            InputScale, InputShift, Projection, ProjectionBias, PooledScale, PooledShift, Output, PositionBias,
            TimeBias,
        ];
    }

    internal Parameter InputScale { get; }

    internal Parameter InputShift { get; }

    /// <summary>W of U, V, Q and K: [D, 2 H Dv + 2 H Dq].</summary>
    internal Parameter Projection { get; }

    internal Parameter ProjectionBias { get; }

    internal Parameter PooledScale { get; }

    internal Parameter PooledShift { get; }

    /// <summary>W_o on [u, a, u ⊙ norm(a)]: [3 H Dv, D].</summary>
    internal Parameter Output { get; }

    internal Parameter PositionBias { get; }

    internal Parameter TimeBias { get; }

    internal Parameter[] Parameters { get; }

    internal static Parameter Filled(string name, int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return new Parameter(name, [length], values);
    }
}
