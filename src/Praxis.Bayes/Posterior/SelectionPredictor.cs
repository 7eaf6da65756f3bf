namespace Praxis.Bayes;

/// <summary>Foretells outcomes of rows with a fitted selection.</summary>
internal sealed class SelectionPredictor
{
    private readonly SelectionPosterior _posterior;
    private readonly ILikelihood _likelihood;

    /// <summary>Makes it.</summary>
    internal SelectionPredictor(SelectionPosterior posterior)
    {
        _posterior = posterior;
        _likelihood = posterior.IsProbit ? ProbitLikelihood.Instance : LogisticLikelihood.Instance;
    }

    /// <summary>P(y = 1) of each row by the mean over draws, and a credible interval.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="level">Probability of the interval.</param>
    internal Prediction[] Average(SelectionTable table, ReadOnlySpan<int> rows, double level)
    {
        var source = new RowSource(_posterior, table);
        var predictions = new Prediction[rows.Length];
        var values = new double[_posterior.Draws.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int draw = 0; draw < values.Length; draw++)
            {
                values[draw] = _likelihood.Mean(source.Predictor(rows[i], _posterior.Draws[draw]));
            }

            double mean = values.Average();
            Array.Sort(values);
            predictions[i] = new Prediction(
                mean,
                SelectionLists.Quantile(values, (1 - level) / 2),
                SelectionLists.Quantile(values, (1 + level) / 2));
        }

        return predictions;
    }

    /// <summary>P(y = 1) of each row by one model at its mode, and an interval by Laplace's approximation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="level">Probability of the interval.</param>
    internal Prediction[] Of(ChosenModel model, SelectionTable table, IEnumerable<int> rows, double level)
    {
        var source = new RowSource(_posterior, table);
        double width = Numerics.NormalDistribution.Quantile((1 + level) / 2);
        return
        [
            .. rows.Select(row =>
            {
                double eta = source.Predictor(row, model.Coefficients);
                double[] x = [.. model.Coefficients.Columns.Select(column => source.Value(row, column))];
                double variance = 0;
                for (int a = 0; a < x.Length; a++)
                {
                    for (int b = 0; b < x.Length; b++)
                    {
                        variance += x[a] * model.Covariance[(a * x.Length) + b] * x[b];
                    }
                }

                double reach = width * Math.Sqrt(Math.Max(0, variance));
                return new Prediction(
                    _likelihood.Mean(eta),
                    _likelihood.Mean(eta - reach),
                    _likelihood.Mean(eta + reach));
            }),
        ];
    }

    // Cells of a table as the fit's columns had them.
    private sealed class RowSource
    {
        private readonly SelectionPosterior _posterior;
        private readonly NumericTable _numbers;
        private readonly int[] _places;
        private readonly int _intercepts;
        private readonly int _covariates;

        internal RowSource(SelectionPosterior posterior, SelectionTable table)
        {
            _posterior = posterior;
            _numbers = table.Numbers;
            _intercepts = posterior.HasIntercept ? 1 : 0;
            _covariates = posterior.ForcedNames.Count - _intercepts;
            Dictionary<string, int> index = VariableNames.Index(_numbers.Names);
            _places = [.. posterior.ForcedNames.Skip(_intercepts).Concat(posterior.Names).Select(name => index[name])];
        }

        internal double Value(int row, int column)
        {
            int place = column >= 0 ? _covariates + column : -1 - column - _intercepts;
            return place < 0 ? 1
                : (_numbers.Values.Span[(row * _numbers.Names.Count) + _places[place]] - _posterior.Means[place])
                    / _posterior.Deviations[place];
        }

        internal double Predictor(int row, SparseCoefficients coefficients)
        {
            double sum = 0;
            for (int i = 0; i < coefficients.Columns.Count; i++)
            {
                sum += coefficients.Values[i] * Value(row, coefficients.Columns[i]);
            }

            return sum;
        }
    }
}

/// <summary>A probability with its credible interval.</summary>
internal readonly record struct Prediction(double Mean, double Low, double High);
