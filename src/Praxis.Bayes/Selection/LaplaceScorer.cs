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
    private const double LeastGain = 1e-9;
    private const int MostRounds = 20;

    /// <summary>Draws of importance sampling for a model.</summary>
    internal const int ImportanceDraws = 16_384;

    private readonly SelectionDesign _design;
    private readonly ISlab _slab;
    private readonly MarginalMethod _method;
    private readonly ModelObjective _objective;
    private readonly ImportanceSampler _importance;
    private double[] _step = [];
    private double[] _trial = [];

    /// <summary>Makes a scorer.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="likelihood">Of the outcomes.</param>
    /// <param name="slab">Prior of the coefficients that are in.</param>
    /// <param name="method">Which modes count.</param>
    internal LaplaceScorer(
        SelectionDesign design, ILikelihood likelihood, ISlab slab, MarginalMethod method)
    {
        _design = design;
        _slab = slab;
        _method = method;
        _objective = new ModelObjective(design, likelihood, slab);
        _importance = new ImportanceSampler(_objective, ImportanceDraws);
    }

    /// <summary>Scores a set of units.</summary>
    /// <param name="key">The units.</param>
    /// <param name="near">A model with a unit less or more, from whose mode the search begins; or null.</param>
    internal ScoredModel Score(ModelKey key, ScoredModel? near = null)
    {
        _objective.Take(key);
        int count = _objective.Count;
        Prepare(count);
        var ridge = new double[count];
        Begin(key, near, ridge);
        double value = Climb(ridge, isRidge: true);
        if (_method == MarginalMethod.Importance && _slab is not GroupMomentSlab)
        {
            return new ScoredModel(key, _importance.Score(ridge, key.Hash).LogMarginal, ModeOf(ridge), ridge);
        }

        if (_slab.MomentOrder == 0 || count == _design.ForcedCount)
        {
            double local = Laplace(value, ridge, isRidge: _slab.MomentOrder == 0);
            return new ScoredModel(key, local + LogGroupMoment(key, ridge), ridge, ridge);
        }

        double[] spread = Spread(ridge);
        var mode = new double[count];
        double single = OfSigns(ridge, spread, SignsOf(ridge), mode);
        double marginal = _method switch
        {
            MarginalMethod.BestMode => single,
            MarginalMethod.Corrected => single + Correction(ridge),
            MarginalMethod.Orthants when count - _design.ForcedCount <= MostSigns => OverOrthants(ridge, spread, mode),
            _ => OverFlips(ridge, spread, single, mode, new double[count - _design.ForcedCount]),
        };
        return new ScoredModel(key, marginal, mode, ridge);
    }

    /// <summary>For each selected coefficient of a model, how probable it is that it has the other sign than at the
    /// mode, given that the others have theirs: [K]; zero of a local slab.</summary>
    internal double[] ChancesOfOtherSigns(ScoredModel model)
    {
        _objective.Take(model.Key);
        double[] ridge = model.RidgeMode;
        var ratios = new double[ridge.Length - _design.ForcedCount];
        if (_slab.MomentOrder == 0 || ratios.Length == 0)
        {
            return ratios;
        }

        Prepare(ridge.Length);
        _objective.Value(ridge, isRidge: true);
        double[] spread = Spread(ridge);
        var mode = new double[ridge.Length];
        double single = OfSigns(ridge, spread, SignsOf(ridge), mode);
        OverFlips(ridge, spread, single, mode, ratios);
        double[] chances = [.. ratios.Select(static ratio => 1 / (1 + Math.Exp(-ratio)))];

        // Counted from the best orthant, which is not the model's where its method did not look for it.
        for (int j = 0; j < chances.Length; j++)
        {
            int place = _design.ForcedCount + j;
            if (mode[place] < 0 != model.Mode[place] < 0)
            {
                chances[j] = 1 - chances[j];
            }
        }

        return chances;
    }

    /// <summary>The mode of a model with some signs turned; null where there is none.</summary>
    /// <param name="model">The model with its best mode.</param>
    /// <param name="isTurned">The selected coefficients whose sign is the other one: [K].</param>
    internal OrthantMode? ModeOfSigns(ScoredModel model, bool[] isTurned)
    {
        _objective.Take(model.Key);
        Prepare(model.Mode.Length);
        _objective.Value(model.RidgeMode, isRidge: true);
        double[] spread = Spread(model.RidgeMode);
        bool[] signs = SignsOf(model.Mode);
        for (int j = 0; j < isTurned.Length; j++)
        {
            signs[_design.ForcedCount + j] ^= isTurned[j];
        }

        var mode = new double[model.Mode.Length];
        double marginal = OfSigns(model.RidgeMode, spread, signs, mode);
        return double.IsFinite(marginal) ? new OrthantMode(mode, _objective.Factor.ToArray(), marginal) : null;
    }

    /// <summary>Coefficients of a model and the lower triangle L of -f'' = LL' at its mode: for draws and
    /// intervals.</summary>
    /// <returns>L, row-major: [d, d]; null where -f'' is not positive definite.</returns>
    internal double[]? FactorAt(ModelKey key, double[] mode)
    {
        bool isRidge = _slab.MomentOrder == 0;
        _objective.Take(key);
        _objective.Value(mode, isRidge);
        _objective.Curve(mode, isRidge);
        return _objective.TryFactor() ? _objective.Factor.ToArray() : null;
    }

    /// <summary>First derivatives and weights of the rows at the mode of a model, for screening: [stride]
    /// each.</summary>
    internal (double[] Slope, double[] Weight) Residuals(ScoredModel model)
    {
        _objective.Take(model.Key);
        _objective.Value(model.RidgeMode, isRidge: true);
        _objective.Slope.AsSpan(_design.RowCount).Clear();
        _objective.Weight.AsSpan(_design.RowCount).Clear();
        return (_objective.Slope, _objective.Weight);
    }

    private void Prepare(int count)
    {
        if (_step.Length < count)
        {
            _step = new double[2 * count];
            _trial = new double[2 * count];
        }
    }

    // Coefficients of the neighbour where it has them, zero where it does not; or none at all where that is nearer to
    // the mode: a neighbour that has lost a unit may fit rows so ill that Newton's steps overshoot from there.
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

        _trial.AsSpan().Clear();
        if (_objective.Value(ridge, isRidge: true) < _objective.Value(_trial.AsSpan(0, ridge.Length), isRidge: true))
        {
            ridge.AsSpan().Clear();
        }
    }

    // Damped Newton steps to the mode, each within the orthant of a nonlocal slab; leaves -f'' in the factor. The value
    // at the mode; not a number where there is none to be found.
    private double Climb(double[] theta, bool isRidge)
    {
        int count = theta.Length;
        double value = _objective.Value(theta, isRidge);
        for (int step = 0; step < MostSteps; step++)
        {
            double rankOne = _objective.Curve(theta, isRidge);
            if (!_objective.TryFactor())
            {
                // Without the rank-one part it is positive definite: a shorter step, and still uphill.
                _objective.AddRankOne(theta, rankOne);
                if (!_objective.TryFactor())
                {
                    return double.NaN;
                }
            }

            Span<double> move = _step.AsSpan(0, count);
            _objective.Gradient.CopyTo(move);
            SmallCholesky.Solve(_objective.Factor, count, move);
            double slope = TensorPrimitives.Dot(_objective.Gradient, move);
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
                _objective.Value(theta, isRidge);
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
        return _objective.Value(trial, isRidge);
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

    // f(b) + (d/2) ln 2π - ½ ln |V|; the last curvature computed may be that of a point before the mode.
    private double Laplace(double value, double[] mode, bool isRidge)
    {
        int count = mode.Length;
        if (double.IsNaN(value))
        {
            return double.NegativeInfinity;
        }

        _objective.Curve(mode, isRidge);
        return _objective.TryFactor()
            ? value + (count * SpecialFunctions.HalfLogTwoPi)
                - (SmallCholesky.LogDeterminant(_objective.Factor, count) / 2)
            : double.NegativeInfinity;
    }

    // 1 / V_jj at the ridge mode.
    private double[] Spread(double[] ridge)
    {
        int count = ridge.Length;
        _objective.Curve(ridge, isRidge: true);
        var spread = new double[count];
        for (int j = 0; j < count; j++)
        {
            spread[j] = 1 / _objective.Curvature[j * (count + 1)];
        }

        return spread;
    }

    private static bool[] SignsOf(double[] ridge) => [.. ridge.Select(static value => value < 0)];

    // The best mode of a nonlocal slab, without its score.
    private double[] ModeOf(double[] ridge)
    {
        if (_slab.MomentOrder == 0 || ridge.Length == _design.ForcedCount)
        {
            return ridge;
        }

        var mode = new double[ridge.Length];
        OfSigns(ridge, Spread(ridge), SignsOf(ridge), mode);
        return mode;
    }

    // What a group moment adds to the normal part, whose -f'' has its factor at hand.
    private double LogGroupMoment(ModelKey key, double[] ridge)
    {
        if (_slab is not GroupMomentSlab slab || key.Count == 0)
        {
            return 0;
        }

        int count = ridge.Length;
        var covariance = new double[count * count];
        for (int row = 0; row < count; row++)
        {
            Span<double> column = covariance.AsSpan(row * count, count);
            column[row] = 1;
            SmallCholesky.Solve(_objective.Factor, count, column);
        }

        var starts = new int[key.Count + 1];
        starts[0] = _design.ForcedCount;
        for (int place = 0; place < key.Count; place++)
        {
            starts[place + 1] = starts[place] + _design.Units[key.Units[place]].Length;
        }

        return slab.LogMoment(ridge, covariance, starts);
    }

    // Laplace at the mode of one orthant.
    private double OfSigns(double[] ridge, double[] spread, bool[] areNegative, double[] mode)
    {
        int forced = _design.ForcedCount;
        ridge.AsSpan(0, forced).CopyTo(mode);
        for (int j = forced; j < mode.Length; j++)
        {
            mode[j] = Start(ridge[j], spread[j], areNegative[j]);
        }

        return Laplace(Climb(mode, isRidge: false), mode, isRidge: false);
    }

    private double Start(double mean, double variance, bool isNegative)
    {
        double root = Math.Sqrt((mean * mean) + (8 * _slab.MomentOrder * variance));
        return isNegative ? (mean - root) / 2 : (mean + root) / 2;
    }

    // All orthants; leaves the mode of the best.
    private double OverOrthants(double[] ridge, double[] spread, double[] best)
    {
        int forced = _design.ForcedCount;
        int free = ridge.Length - forced;
        var mode = new double[ridge.Length];
        double greatest = double.NegativeInfinity;
        var signs = new bool[ridge.Length];
        var values = new double[1 << free];
        for (int orthant = 0; orthant < values.Length; orthant++)
        {
            for (int j = 0; j < free; j++)
            {
                signs[forced + j] = ((orthant >> j) & 1) != 0;
            }

            values[orthant] = OfSigns(ridge, spread, signs, mode);
            if (values[orthant] > greatest)
            {
                greatest = values[orthant];
                mode.CopyTo(best, 0);
            }
        }

        return SpecialFunctions.LogSumExp(values);
    }

    // ln m of the best orthant and Σ ln(1 + m of the turned sign / m of the best), leaving out those that one
    // coefficient alone says are nothing. The sum stands for the product over all orthants only from the best: where
    // columns are alike, the signs of the ridge mode need not be its, and each turn that gains is kept.
    private double OverFlips(double[] ridge, double[] spread, double single, double[] best, double[] ratios)
    {
        int forced = _design.ForcedCount;
        int free = ridge.Length - forced;
        var mode = new double[ridge.Length];
        bool[] signs = SignsOf(ridge);
        Array.Fill(ratios, double.NegativeInfinity);

        // Round and round, until all others were turned in vain since the last gain.
        for (int looked = 0, step = 0; looked < free && step < MostRounds * free; looked++, step++)
        {
            int j = forced + (step % free);
            if (IsFlipNegligible(ridge[j], spread[j]))
            {
                continue;
            }

            signs[j] = !signs[j];
            double turned = OfSigns(ridge, spread, signs, mode);
            ratios[j - forced] = double.IsFinite(turned) ? -Math.Abs(turned - single) : double.NegativeInfinity;
            if (turned > single + LeastGain)
            {
                single = turned;
                mode.CopyTo(best, 0);
                looked = 0;
            }
            else
            {
                signs[j] = !signs[j];
            }
        }

        return single + ratios.Sum(static ratio => SpecialFunctions.LogOnePlus(Math.Exp(ratio)));
    }

    private bool IsFlipNegligible(double mean, double variance)
    {
        double standardised = Math.Abs(mean) / Math.Sqrt(variance);
        double far = Start(standardised, 1, isNegative: true) - standardised;
        return Math.Exp(-far * far / 2) < NegligibleFlip;
    }

    // Exact less Laplace for one coefficient with likelihood N(m, v): ln E β^2r against r ln b² and its curvature.
    private double Correction(double[] ridge)
    {
        int count = ridge.Length;
        _objective.Value(ridge, isRidge: true);
        _objective.Curve(ridge, isRidge: true);
        if (!_objective.TryFactor())
        {
            return 0;
        }

        double sum = 0;
        Span<double> unit = _step.AsSpan(0, count);
        for (int j = _design.ForcedCount; j < count; j++)
        {
            unit.Clear();
            unit[j] = 1;
            SmallCholesky.Solve(_objective.Factor, count, unit);
            double variance = unit[j];
            double mean = Math.Abs(ridge[j]);
            double start = Start(mean, variance, isNegative: false);
            double off = start - mean;
            int order = _slab.MomentOrder;
            sum += Math.Log(EvenMoment(order, mean, variance)) - ((2 * order * Math.Log(start))
                - (off * off / (2 * variance)) - (Math.Log(1 + (2 * order * variance / (start * start))) / 2));
        }

        return sum;
    }

    // E β^2r of N(m, v), by E β^k = m E β^(k-1) + (k-1) v E β^(k-2).
    private static double EvenMoment(int order, double mean, double variance)
    {
        double before = 1;
        double moment = mean;
        for (int power = 2; power <= 2 * order; power++)
        {
            (before, moment) = (moment, (mean * moment) + ((power - 1) * variance * before));
        }

        return moment;
    }
}
