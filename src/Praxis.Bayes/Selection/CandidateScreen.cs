using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Ranks units that are not in a model by what they would explain of what it leaves.</summary>
internal sealed class CandidateScreen
{
    private const int UnitsPerThread = 4096;
    private const int Lanes = 4;
    private readonly SelectionDesign _design;
    private readonly ScreeningStatistic _statistic;
    private readonly double[] _values;
    private readonly double[] _residual;

    /// <summary>Makes it.</summary>
    /// <param name="design">Rows and columns.</param>
    /// <param name="statistic">What is computed.</param>
    internal CandidateScreen(SelectionDesign design, ScreeningStatistic statistic)
    {
        _design = design;
        _statistic = statistic;
        _values = new double[design.Units.Length];
        _residual = new double[design.Stride];
        if (statistic == ScreeningStatistic.Marginal)
        {
            double mean = design.Response.AsSpan(0, design.RowCount).ToArray().Average();
            for (int row = 0; row < design.RowCount; row++)
            {
                _residual[row] = design.Response[row] - mean;
            }

            Compute([], threadCount: 1);
        }
    }

    /// <summary>The squared statistic of each unit, of the model that was ranked last: [units].</summary>
    internal IReadOnlyList<double> Values => _values;

    /// <summary>The units that stand highest, then some drawn from the others.</summary>
    /// <param name="model">The model at hand.</param>
    /// <param name="scorer">Tells its residuals.</param>
    /// <param name="plan">How many of each.</param>
    /// <param name="random">For the draws.</param>
    /// <param name="threadCount">Threads that may be used.</param>
    internal int[] Candidates(
        ScoredModel model, LaplaceScorer scorer, SearchPlan plan, RandomStream random, int threadCount)
    {
        int free = _values.Length - model.Key.Count;
        if (plan.Screened >= free)
        {
            return [.. Enumerable.Range(0, _values.Length).Where(unit => !model.Key.Contains(unit))];
        }

        if (_statistic != ScreeningStatistic.Marginal)
        {
            (double[] slope, double[] weight) = scorer.Residuals(model);
            for (int row = 0; row < _design.RowCount; row++)
            {
                _residual[row] = Residual(slope[row], weight[row]);
            }

            Compute(_statistic == ScreeningStatistic.Score ? weight : [], threadCount);
        }

        int[] highest = Highest(model.Key, plan.Screened);
        var chosen = highest.ToHashSet();
        int drawn = Math.Min(plan.Drawn, free - highest.Length);
        var candidates = new List<int>(highest);
        while (candidates.Count < highest.Length + drawn)
        {
            int unit = random.NextInt(_values.Length);
            if (!model.Key.Contains(unit) && chosen.Add(unit))
            {
                candidates.Add(unit);
            }
        }

        return [.. candidates];
    }

    // Slope is y - μ of a logistic model.
    private double Residual(double slope, double weight) => _statistic switch
    {
        ScreeningStatistic.Working => slope / weight,
        ScreeningStatistic.Pearson => slope / Math.Sqrt(weight),
        ScreeningStatistic.Deviance => Math.Sign(slope) * Math.Sqrt(
            -2 * SpecialFunctions.LogOnePlus(-Math.Min(Math.Abs(slope), 1 - 1e-15))),
        _ => slope,
    };

    private void Compute(double[] weight, int threadCount)
    {
        int pieces = Math.Min(threadCount, (_values.Length + UnitsPerThread - 1) / UnitsPerThread);
        if (pieces <= 1)
        {
            Compute(weight, 0, _values.Length);
            return;
        }

        Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, piece => Compute(
            weight,
            (int)((long)_values.Length * piece / pieces),
            (int)((long)_values.Length * (piece + 1) / pieces)));
    }

    private void Compute(double[] weight, int from, int to)
    {
        for (int unit = from; unit < to; unit++)
        {
            double sum = 0;
            int[] columns = _design.Units[unit];
            foreach (int column in columns)
            {
                ReadOnlySpan<double> values = _design.Column(column);
                if (weight.Length == 0)
                {
                    double product = System.Numerics.Tensors.TensorPrimitives.Dot(values, _residual);
                    sum += product * product;
                }
                else
                {
                    (double product, double spread) = Products(values, _residual, weight);
                    sum += spread > 0 ? product * product / spread : 0;
                }
            }

            _values[unit] = sum / columns.Length;
        }
    }

    // x'r and x'Wx in one pass over the column.
    private static (double Product, double Spread) Products(
        ReadOnlySpan<double> column, ReadOnlySpan<double> residual, ReadOnlySpan<double> weight)
    {
        ref double x = ref MemoryMarshal.GetReference(column);
        ref double r = ref MemoryMarshal.GetReference(residual);
        ref double w = ref MemoryMarshal.GetReference(weight);
        Vector256<double> products = Vector256<double>.Zero;
        Vector256<double> spreads = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)column.Length; i += Lanes)
        {
            var value = Vector256.LoadUnsafe(ref x, i);
            products = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref r, i), products);
            spreads = Vector256.FusedMultiplyAdd(value * value, Vector256.LoadUnsafe(ref w, i), spreads);
        }

        return (Vector256.Sum(products), Vector256.Sum(spreads));
    }

    // The greatest values first, of equal ones the first unit.
    private int[] Highest(ModelKey key, int count)
    {
        var units = new int[count];
        int found = 0;
        for (int unit = 0; unit < _values.Length; unit++)
        {
            double value = _values[unit];
            if ((found == count && !(value > _values[units[^1]])) || key.Contains(unit))
            {
                continue;
            }

            int place = found < count ? found++ : count - 1;
            for (; place > 0 && value > _values[units[place - 1]]; place--)
            {
                units[place] = units[place - 1];
            }

            units[place] = unit;
        }

        return units[..found];
    }
}
