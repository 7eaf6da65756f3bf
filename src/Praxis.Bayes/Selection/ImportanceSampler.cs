using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Marginal likelihood of a model by importance sampling: without Laplace's error, with that of so many
/// draws.</summary>
/// <remarks>
/// Draws are Student's t with 6 degrees of freedom around the mode under the normal part of the slab, of scale 1.5
/// V⁻¹ there: ln m = ln mean exp(f(θ) - ln q(θ)). The draws of a model hang on its units alone. Where V⁻¹ is V's
/// at the ridge mode, both modes of a nonlocal slab lie in reach of the tails.
/// </remarks>
internal sealed class ImportanceSampler
{
    private const double Freedom = 6;
    private const double Widening = 1.5;
    private readonly ModelObjective _objective;
    private readonly int _drawCount;

    /// <summary>Makes a sampler.</summary>
    /// <param name="objective">Has the model at hand.</param>
    /// <param name="drawCount">Draws for a model.</param>
    internal ImportanceSampler(ModelObjective objective, int drawCount)
    {
        _objective = objective;
        _drawCount = drawCount;
    }

    /// <summary>ln m and its standard error, of the model that the objective has taken.</summary>
    /// <param name="ridge">The mode under the normal part: [d].</param>
    /// <param name="stream">Number of the model's random stream.</param>
    internal (double LogMarginal, double Error) Score(ReadOnlySpan<double> ridge, ulong stream)
    {
        int count = ridge.Length;
        _objective.Value(ridge, isRidge: true);
        _objective.Curve(ridge, isRidge: true);
        if (!_objective.TryFactor())
        {
            return (double.NegativeInfinity, 0);
        }

        double[] factor = _objective.Factor.ToArray();
        double constant = SpecialFunctions.LogGamma((Freedom + count) / 2) - SpecialFunctions.LogGamma(Freedom / 2)
            - (count / 2.0 * Math.Log(Freedom * Math.PI * Widening))
            + (SmallCholesky.LogDeterminant(factor, count) / 2);
        var random = new RandomStream(0, stream, 1024);
        var move = new double[count];
        var theta = new double[count];
        var logs = new double[_drawCount];
        for (int draw = 0; draw < _drawCount; draw++)
        {
            NormalDistribution.Fill(random, move);
            double weight = GammaDistribution.Sample(random, Freedom / 2, Freedom / 2);
            double distance = 0;
            foreach (double value in move)
            {
                distance += value * value / weight;
            }

            SmallCholesky.SolveUpper(factor, count, move);
            double scale = Math.Sqrt(Widening / weight);
            for (int j = 0; j < count; j++)
            {
                theta[j] = ridge[j] + (scale * move[j]);
            }

            logs[draw] = _objective.Value(theta, isRidge: false) - constant
                + ((Freedom + count) / 2 * Math.Log(1 + (distance / Freedom)));
        }

        double total = SpecialFunctions.LogSumExp(logs);
        double squares = logs.Sum(log => Math.Exp(2 * (log - total)));
        return (total - Math.Log(_drawCount), Math.Sqrt(Math.Max(0, squares - (1.0 / _drawCount))));
    }
}
