using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>f(θ) = ln P(y | θ) + ln π(θ) of one set of units at a time, with gradient and V = -f''.</summary>
/// <remarks>θ has the coefficients that are always in first, then those of the units in order. Holds workspace: one for
/// each thread.</remarks>
internal sealed class ModelObjective
{
    private readonly SelectionDesign _design;
    private readonly ILikelihood _likelihood;
    private readonly ISlab _slab;
    private readonly double[] _eta;
    private readonly double[] _slope;
    private readonly double[] _weight;
    private readonly double[] _weighted;
    private int[] _columns = [];
    private double[] _gradient = [];
    private double[] _curvature = [];
    private double[] _diagonal = [];
    private double[] _factor = [];

    /// <summary>Makes the workspace; a model is to be taken before it is asked.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="likelihood">Of the outcomes.</param>
    /// <param name="slab">Prior of the coefficients that are in.</param>
    internal ModelObjective(SelectionDesign design, ILikelihood likelihood, ISlab slab)
    {
        _design = design;
        _likelihood = likelihood;
        _slab = slab;
        _eta = new double[design.Stride];
        _slope = new double[design.Stride];
        _weight = new double[design.Stride];
        _weighted = new double[design.Stride];
    }

    /// <summary>d, the coefficients of the model at hand.</summary>
    internal int Count { get; private set; }

    /// <summary>f' at the point of <see cref="Curve"/>: [d].</summary>
    internal ReadOnlySpan<double> Gradient => _gradient.AsSpan(0, Count);

    /// <summary>V at the point of <see cref="Curve"/>: [d, d].</summary>
    internal ReadOnlySpan<double> Curvature => _curvature.AsSpan(0, Count * Count);

    /// <summary>L of V = LL' after <see cref="TryFactor"/>: [d, d].</summary>
    internal ReadOnlySpan<double> Factor => _factor.AsSpan(0, Count * Count);

    /// <summary>First derivatives of the log likelihood of rows at the point evaluated last: [stride].</summary>
    internal double[] Slope => _slope;

    /// <summary>Minus the second derivatives: [stride].</summary>
    internal double[] Weight => _weight;

    /// <summary>Takes a model: the columns of its units in order.</summary>
    internal void Take(ModelKey key)
    {
        int forced = _design.ForcedCount;
        int count = forced;
        foreach (int unit in key.Units)
        {
            count += _design.Units[unit].Length;
        }

        Count = count;
        if (_gradient.Length < count)
        {
            int room = Math.Max(16, 2 * count);
            _columns = new int[room];
            _gradient = new double[room];
            _curvature = new double[room * room];
            _diagonal = new double[room];
            _factor = new double[room * room];
        }

        // Those always in are numbered from -1 down.
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
    }

    /// <summary>f(θ).</summary>
    /// <param name="theta">θ: [d].</param>
    /// <param name="isRidge">Whether the normal part of a nonlocal slab stands for the slab, without its constant.
    /// </param>
    internal double Value(ReadOnlySpan<double> theta, bool isRidge)
    {
        _eta.AsSpan().Clear();
        for (int place = 0; place < theta.Length; place++)
        {
            if (theta[place] != 0)
            {
                TensorPrimitives.MultiplyAdd(Column(place), theta[place], _eta, _eta);
            }
        }

        return _likelihood.Evaluate(_eta, _design.Response, _design.RowCount, _slope, _weight)
            + LogPrior(theta, isRidge);
    }

    /// <summary>Gradient and V at the point that was evaluated last.</summary>
    /// <param name="theta">That point: [d].</param>
    /// <param name="isRidge">As in its evaluation.</param>
    /// <returns>c of the rank-one part -cθθ' of V that the slab has.</returns>
    internal double Curve(ReadOnlySpan<double> theta, bool isRidge)
    {
        int count = Count;
        int forced = _design.ForcedCount;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> column = Column(i);
            _gradient[i] = TensorPrimitives.Dot(column, _slope);
            TensorPrimitives.Multiply(column, _weight, _weighted);
            Span<double> row = _curvature.AsSpan(i * count, i + 1);
            int j = 0;
            for (; j + 3 <= i; j += 4)
            {
                FourDots(_weighted, Column(j), Column(j + 1), Column(j + 2), Column(j + 3), row[j..]);
            }

            for (; j <= i; j++)
            {
                row[j] = TensorPrimitives.Dot(_weighted, Column(j));
            }

            for (j = 0; j < i; j++)
            {
                _curvature[(j * count) + i] = row[j];
            }
        }

        for (int place = 0; place < forced; place++)
        {
            _gradient[place] -= theta[place] / _design.ForcedVariances[place];
            _curvature[place * (count + 1)] += 1 / _design.ForcedVariances[place];
        }

        ReadOnlySpan<double> beta = theta[forced..];
        double rankOne = 0;
        Span<double> diagonal = _diagonal.AsSpan(forced, beta.Length);
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

    /// <summary>Adds cββ' to V, β being the coefficients of the units.</summary>
    internal void AddRankOne(ReadOnlySpan<double> theta, double factor)
    {
        for (int i = _design.ForcedCount; i < Count && factor != 0; i++)
        {
            for (int j = _design.ForcedCount; j < Count; j++)
            {
                _curvature[(i * Count) + j] += factor * theta[i] * theta[j];
            }
        }
    }

    /// <summary>Factors V.</summary>
    /// <returns>False where it is not positive definite.</returns>
    internal bool TryFactor() => SmallCholesky.TryFactor(Curvature, Count, _factor);

    // Products with four columns at once: each element of the first is read once for all.
    private static void FourDots(
        ReadOnlySpan<double> vector,
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> third,
        ReadOnlySpan<double> fourth,
        Span<double> products)
    {
        ref double v = ref MemoryMarshal.GetReference(vector);
        ref double a = ref MemoryMarshal.GetReference(first);
        ref double b = ref MemoryMarshal.GetReference(second);
        ref double c = ref MemoryMarshal.GetReference(third);
        ref double d = ref MemoryMarshal.GetReference(fourth);
        Vector256<double> sumA = Vector256<double>.Zero;
        Vector256<double> sumB = sumA;
        Vector256<double> sumC = sumA;
        Vector256<double> sumD = sumA;
        for (nuint i = 0; i < (nuint)vector.Length; i += (nuint)Vector256<double>.Count)
        {
            var x = Vector256.LoadUnsafe(ref v, i);
            sumA = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref a, i), sumA);
            sumB = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref b, i), sumB);
            sumC = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref c, i), sumC);
            sumD = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref d, i), sumD);
        }

        products[0] = Vector256.Sum(sumA);
        products[1] = Vector256.Sum(sumB);
        products[2] = Vector256.Sum(sumC);
        products[3] = Vector256.Sum(sumD);
    }

    private ReadOnlySpan<double> Column(int place)
    {
        int column = _columns[place];
        return column < 0 ? _design.ForcedColumn(-1 - column) : _design.Column(column);
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
}
