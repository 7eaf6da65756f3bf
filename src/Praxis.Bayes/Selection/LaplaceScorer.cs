using System.Numerics.Tensors;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Marginal likelihood of a set of units by Laplace's approximation, under a local or nonlocal slab.</summary>
/// <remarks>
/// ln m = f(b) + (d/2) ln 2π - ½ ln |V(b)| at the mode b of f(θ) = ln P(y | θ) + ln π(θ), V = -f''. A nonlocal slab has
/// one mode in each orthant; where the normal part alone has its mode m, with variance v_j = 1 / V_jj, the mode of that
/// orthant is begun at (m_j ± √(m_j² + 8 r v_j)) / 2, exact for one coefficient. Holds workspace: one for each thread.
/// </remarks>
internal sealed class LaplaceScorer
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-10;

    // From here a whole Newton step ends at the mode, to rounding, and rounding hides whether it goes uphill.
    private const double LastStep = 1e-6;
    private const double Sufficient = 1e-4;
    private const double NearBarrier = 0.9;
    private const int MostSigns = 10;
    private const double NegligibleFlip = 1e-5;
    private readonly SelectionDesign _design;
    private readonly IBinaryLikelihood _likelihood;
    private readonly ISlab _slab;
    private readonly MarginalMethod _method;
    private readonly double[] _eta;
    private readonly double[] _slope;
    private readonly double[] _weight;
    private readonly double[] _weighted;
    private int[] _columns = [];
    private double[] _gradient = [];
    private double[] _curvature = [];
    private double[] _step = [];
    private double[] _trial = [];
    private double[] _factor = [];

    /// <summary>Makes a scorer.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="likelihood">Of the outcomes.</param>
    /// <param name="slab">Prior of the coefficients that are in.</param>
    /// <param name="method">Which modes count.</param>
    internal LaplaceScorer(
        SelectionDesign design, IBinaryLikelihood likelihood, ISlab slab, MarginalMethod method)
    {
        _design = design;
        _likelihood = likelihood;
        _slab = slab;
        _method = method;
        _eta = new double[design.Stride];
        _slope = new double[design.Stride];
        _weight = new double[design.Stride];
        _weighted = new double[design.Stride];
    }

    /// <summary>Scores a set of units.</summary>
    /// <param name="key">The units.</param>
    /// <param name="near">A model with a unit less or more, from whose mode the search begins; or null.</param>
    internal ScoredModel Score(ModelKey key, ScoredModel? near = null)
    {
        int count = Gather(key);
        var ridge = new double[count];
        Begin(key, near, ridge);
        double value = Climb(ridge, isRidge: true, MostSteps);
        if (_slab.MomentOrder == 0 || count == _design.ForcedCount)
        {
            return new ScoredModel(key, Laplace(value, ridge, isRidge: _slab.MomentOrder == 0), ridge, ridge);
        }

        double[] spread = Spread(ridge);
        var mode = new double[count];
        double single = OfSigns(ridge, spread, SignsOf(ridge), mode);
        double marginal = _method switch
        {
            MarginalMethod.BestMode => single,
            MarginalMethod.Corrected => single + Correction(ridge),
            MarginalMethod.Orthants when count - _design.ForcedCount <= MostSigns => OverOrthants(ridge, spread),
            _ => single + OverFlips(ridge, spread, single),
        };
        return new ScoredModel(key, marginal, mode, ridge);
    }

    /// <summary>Coefficients of a model and the lower triangle L of -f'' = LL' at its mode: for draws and
    /// intervals.</summary>
    /// <returns>L, row-major: [d, d]; null where -f'' is not positive definite.</returns>
    internal double[]? FactorAt(ModelKey key, double[] mode)
    {
        int count = Gather(key);
        Predict(mode);
        _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight);
        Curve(mode, isRidge: _slab.MomentOrder == 0);
        return SmallCholesky.TryFactor(_curvature.AsSpan(0, count * count), count, _factor)
            ? _factor.AsSpan(0, count * count).ToArray()
            : null;
    }

    /// <summary>First derivatives and weights of the rows at the mode of a model, for screening: [stride]
    /// each.</summary>
    internal (double[] Slope, double[] Weight) Residuals(ScoredModel model)
    {
        Gather(model.Key);
        Predict(model.RidgeMode);
        _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight);
        _slope.AsSpan(_design.RowCount).Clear();
        _weight.AsSpan(_design.RowCount).Clear();
        return (_slope, _weight);
    }

    /// <summary>f(θ) with its gradient and -f'', for tests of derivatives.</summary>
    internal double Objective(ModelKey key, double[] theta, Span<double> gradient, Span<double> curvature)
    {
        int count = Gather(key);
        Predict(theta);
        double value = _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight)
            + LogPrior(theta, isRidge: false);
        Curve(theta, isRidge: false);
        _gradient.AsSpan(0, count).CopyTo(gradient);
        _curvature.AsSpan(0, count * count).CopyTo(curvature);
        return value;
    }

    // The columns of the units in order; those always in are numbered from -1 down.
    private int Gather(ModelKey key)
    {
        int forced = _design.ForcedCount;
        int count = forced;
        foreach (int unit in key.Units)
        {
            count += _design.Units[unit].Length;
        }

        if (_gradient.Length < count)
        {
            int room = Math.Max(16, 2 * count);
            _columns = new int[room];
            _gradient = new double[room];
            _curvature = new double[room * room];
            _step = new double[room];
            _trial = new double[room];
            _factor = new double[room * room];
        }

        int place = 0;
        for (; place < forced; place++)
        {
            _columns[place] = -1 - place;
        }

        foreach (int unit in key.Units)
        {
            foreach (int column in _design.Units[unit])
            {
                _columns[place++] = column;
            }
        }

        return count;
    }

    private ReadOnlySpan<double> Column(int place)
    {
        int column = _columns[place];
        return column < 0 ? _design.ForcedColumn(-1 - column) : _design.Column(column);
    }

    // Coefficients of the neighbour where it has them, zero where it does not.
    private void Begin(ModelKey key, ScoredModel? near, double[] ridge)
    {
        if (near is null)
        {
            return;
        }

        int forced = _design.ForcedCount;
        near.RidgeMode.AsSpan(0, forced).CopyTo(ridge);
        int from = forced;
        int to = forced;
        int other = 0;
        foreach (int unit in key.Units)
        {
            int length = _design.Units[unit].Length;
            while (other < near.Key.Count && near.Key.Units[other] < unit)
            {
                from += _design.Units[near.Key.Units[other++]].Length;
            }

            if (other < near.Key.Count && near.Key.Units[other] == unit)
            {
                near.RidgeMode.AsSpan(from, length).CopyTo(ridge.AsSpan(to));
                from += length;
                other++;
            }

            to += length;
        }
    }

    // Damped Newton steps to the mode, each within the orthant of a nonlocal slab; leaves -f'' in the factor. The value
    // at the mode; not a number where there is none to be found.
    private double Climb(double[] theta, bool isRidge, int mostSteps)
    {
        int count = theta.Length;
        Predict(theta);
        double value = _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight)
            + LogPrior(theta, isRidge);
        for (int step = 0; step < mostSteps; step++)
        {
            double rankOne = Curve(theta, isRidge);
            if (!SmallCholesky.TryFactor(_curvature.AsSpan(0, count * count), count, _factor))
            {
                // Without the rank-one part it is positive definite: a shorter step, and still uphill.
                AddRankOne(theta, rankOne);
                if (!SmallCholesky.TryFactor(_curvature.AsSpan(0, count * count), count, _factor))
                {
                    return double.NaN;
                }
            }

            Span<double> move = _step.AsSpan(0, count);
            _gradient.AsSpan(0, count).CopyTo(move);
            SmallCholesky.Solve(_factor, count, move);
            double slope = TensorPrimitives.Dot<double>(_gradient.AsSpan(0, count), move);
            if (slope < Tolerance)
            {
                break;
            }

            if (slope < LastStep)
            {
                value = Try(theta, move, 1, isRidge);
                _trial.AsSpan(0, count).CopyTo(theta);
                break;
            }

            double size = isRidge ? 1 : LongestStep(theta, move);
            double next = Try(theta, move, size, isRidge);
            while (!(next >= value + (Sufficient * size * slope)) && size > 1e-12)
            {
                size /= 2;
                next = Try(theta, move, size, isRidge);
            }

            if (!(next > value))
            {
                Predict(theta);
                _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight);
                break;
            }

            value = next;
            _trial.AsSpan(0, count).CopyTo(theta);
        }

        return value;
    }

    private double Try(double[] theta, ReadOnlySpan<double> move, double size, bool isRidge)
    {
        Span<double> trial = _trial.AsSpan(0, theta.Length);
        TensorPrimitives.MultiplyAdd(move, size, theta, trial);
        Predict(trial);
        return _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight)
            + LogPrior(trial, isRidge);
    }

    // No coefficient may go more than nine tenths of the way to zero.
    private double LongestStep(double[] theta, ReadOnlySpan<double> move)
    {
        double size = 1;
        for (int j = _design.ForcedCount; j < theta.Length; j++)
        {
            double share = -move[j] / theta[j];
            if (share > 0)
            {
                size = Math.Min(size, NearBarrier / share);
            }
        }

        return size;
    }

    private void Predict(ReadOnlySpan<double> theta)
    {
        _eta.AsSpan().Clear();
        for (int place = 0; place < theta.Length; place++)
        {
            if (theta[place] != 0)
            {
                TensorPrimitives.MultiplyAdd(Column(place), theta[place], _eta, _eta);
            }
        }
    }

    private double LogPrior(ReadOnlySpan<double> theta, bool isRidge)
    {
        int forced = _design.ForcedCount;
        double sum = 0;
        for (int place = 0; place < forced; place++)
        {
            double variance = _design.ForcedVariances[place];
            sum -= (theta[place] * theta[place] / (2 * variance)) + SpecialFunctions.HalfLogTwoPi
                + (Math.Log(variance) / 2);
        }

        ReadOnlySpan<double> beta = theta[forced..];
        return !isRidge || _slab.MomentOrder == 0
            ? sum + _slab.LogDensity(beta)
            : sum - (_slab.RidgePrecision * TensorPrimitives.SumOfSquares(beta) / 2);
    }

    // Gradient and -f'' at the point that was evaluated last; the factor of the rank-one part.
    private double Curve(ReadOnlySpan<double> theta, bool isRidge)
    {
        int count = theta.Length;
        int forced = _design.ForcedCount;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> column = Column(i);
            _gradient[i] = TensorPrimitives.Dot(column, _slope);
            TensorPrimitives.Multiply(column, _weight, _weighted);
            for (int j = 0; j <= i; j++)
            {
                double product = TensorPrimitives.Dot(_weighted, Column(j));
                _curvature[(i * count) + j] = product;
                _curvature[(j * count) + i] = product;
            }
        }

        for (int place = 0; place < forced; place++)
        {
            _gradient[place] -= theta[place] / _design.ForcedVariances[place];
            _curvature[place * (count + 1)] += 1 / _design.ForcedVariances[place];
        }

        ReadOnlySpan<double> beta = theta[forced..];
        double rankOne = 0;
        Span<double> diagonal = _trial.AsSpan(forced, beta.Length);
        if (isRidge)
        {
            Span<double> slopes = _gradient.AsSpan(forced, beta.Length);
            TensorPrimitives.MultiplyAdd(beta, -_slab.RidgePrecision, slopes, slopes);
            diagonal.Fill(_slab.RidgePrecision);
        }
        else
        {
            rankOne = _slab.AddDerivatives(beta, _gradient.AsSpan(forced, beta.Length), diagonal);
        }

        for (int j = forced; j < count; j++)
        {
            _curvature[j * (count + 1)] += diagonal[j - forced];
        }

        AddRankOne(theta, -rankOne);
        return rankOne;
    }

    private void AddRankOne(ReadOnlySpan<double> theta, double factor)
    {
        int count = theta.Length;
        for (int i = _design.ForcedCount; i < count && factor != 0; i++)
        {
            for (int j = _design.ForcedCount; j < count; j++)
            {
                _curvature[(i * count) + j] += factor * theta[i] * theta[j];
            }
        }
    }

    // f(b) + (d/2) ln 2π - ½ ln |V|; the last curvature computed may be that of a point before the mode.
    private double Laplace(double value, double[] mode, bool isRidge)
    {
        int count = mode.Length;
        if (double.IsNaN(value))
        {
            return double.NegativeInfinity;
        }

        Curve(mode, isRidge);
        return SmallCholesky.TryFactor(_curvature.AsSpan(0, count * count), count, _factor)
            ? value + (count * SpecialFunctions.HalfLogTwoPi) - (SmallCholesky.LogDeterminant(_factor, count) / 2)
            : double.NegativeInfinity;
    }

    // 1 / V_jj at the ridge mode.
    private double[] Spread(double[] ridge)
    {
        int count = ridge.Length;
        Curve(ridge, isRidge: true);
        var spread = new double[count];
        for (int j = 0; j < count; j++)
        {
            spread[j] = 1 / _curvature[j * (count + 1)];
        }

        return spread;
    }

    private static bool[] SignsOf(double[] ridge) => [.. ridge.Select(static value => value < 0)];

    // Laplace at the mode of one orthant.
    private double OfSigns(double[] ridge, double[] spread, bool[] areNegative, double[] mode)
    {
        int forced = _design.ForcedCount;
        ridge.AsSpan(0, forced).CopyTo(mode);
        for (int j = forced; j < mode.Length; j++)
        {
            mode[j] = Start(ridge[j], spread[j], areNegative[j]);
        }

        return Laplace(Climb(mode, isRidge: false, MostSteps), mode, isRidge: false);
    }

    private double Start(double mean, double variance, bool isNegative)
    {
        double root = Math.Sqrt((mean * mean) + (8 * _slab.MomentOrder * variance));
        return isNegative ? (mean - root) / 2 : (mean + root) / 2;
    }

    private double OverOrthants(double[] ridge, double[] spread)
    {
        int forced = _design.ForcedCount;
        int free = ridge.Length - forced;
        var mode = new double[ridge.Length];
        var signs = new bool[ridge.Length];
        var values = new double[1 << free];
        for (int orthant = 0; orthant < values.Length; orthant++)
        {
            for (int j = 0; j < free; j++)
            {
                signs[forced + j] = ((orthant >> j) & 1) != 0;
            }

            values[orthant] = OfSigns(ridge, spread, signs, mode);
        }

        return SpecialFunctions.LogSumExp(values);
    }

    // Σ ln(1 + m of the turned sign / m of the best), leaving out those that one coefficient alone says are nothing.
    private double OverFlips(double[] ridge, double[] spread, double single)
    {
        var mode = new double[ridge.Length];
        bool[] signs = SignsOf(ridge);
        double sum = 0;
        for (int j = _design.ForcedCount; j < ridge.Length; j++)
        {
            double standardised = Math.Abs(ridge[j]) / Math.Sqrt(spread[j]);
            double far = Start(standardised, 1, isNegative: true) - standardised;
            if (Math.Exp(-far * far / 2) < NegligibleFlip)
            {
                continue;
            }

            signs[j] = !signs[j];
            sum += SpecialFunctions.LogOnePlus(Math.Exp(OfSigns(ridge, spread, signs, mode) - single));
            signs[j] = !signs[j];
        }

        return sum;
    }

    // Exact less Laplace for one coefficient with likelihood N(m, v), r = 1.
    private double Correction(double[] ridge)
    {
        int count = ridge.Length;
        Curve(ridge, isRidge: true);
        Predict(ridge);
        _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight);
        Curve(ridge, isRidge: true);
        if (!SmallCholesky.TryFactor(_curvature.AsSpan(0, count * count), count, _factor))
        {
            return 0;
        }

        double sum = 0;
        Span<double> unit = _step.AsSpan(0, count);
        for (int j = _design.ForcedCount; j < count; j++)
        {
            unit.Clear();
            unit[j] = 1;
            SmallCholesky.Solve(_factor, count, unit);
            double variance = unit[j];
            double mean = Math.Abs(ridge[j]);
            double start = Start(mean, variance, isNegative: false);
            double off = start - mean;
            sum += Math.Log((mean * mean) + variance) - ((2 * Math.Log(start)) - (off * off / (2 * variance))
                - (Math.Log(1 + (2 * variance / (start * start))) / 2));
        }

        return sum;
    }
}
