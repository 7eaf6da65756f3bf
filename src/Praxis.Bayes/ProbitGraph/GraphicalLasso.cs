using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The graphical lasso: the Θ that maximises ln |Θ| - tr(SΘ) - ρ Σ_ij |θ_ij|, the diagonal penalised too.
/// </summary>
/// <remarks>Block coordinate descent of Friedman, Hastie and Tibshirani, "Sparse inverse covariance estimation with the
/// graphical lasso" (2008): W = Θ⁻¹ begins as S + ρI, and each of its columns is W_11 β with β the lasso of s_12 on
/// W_11, by coordinate descent. A greater penalty begins where the last one ended, a smaller one with the coefficients
/// found. O(p³) for each pass.</remarks>
internal sealed class GraphicalLasso
{
    private const int MostPasses = 1000;
    private const int MostInnerPasses = 1000;
    private readonly int _size;
    private readonly double[] _covariance;
    private readonly double[] _working;
    private readonly double[] _coefficients;
    private readonly double[] _fitted;
    private readonly double[] _precision;
    private readonly double _scale;
    private double _last = double.PositiveInfinity;

    /// <summary>Takes a covariance matrix.</summary>
    /// <param name="covariance">S: [p, p], symmetric; not changed.</param>
    /// <param name="size">p, at least 1.</param>
    internal GraphicalLasso(double[] covariance, int size)
    {
        Check.Length(covariance.Length, size * size);
        _size = size;
        _covariance = covariance;
        _working = new double[size * size];
        _coefficients = new double[size * size];
        _precision = new double[size * size];
        _fitted = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += Math.Abs(covariance[(i * size) + j]);
            }
        }

        _scale = sum / Math.Max(1, size * (size - 1L) / 2);
    }

    /// <summary>Θ: [p, p].</summary>
    internal ReadOnlySpan<double> Precision => _precision;

    /// <summary>W = Θ⁻¹: [p, p].</summary>
    internal ReadOnlySpan<double> Covariance => _working;

    /// <summary>Solves at a penalty.</summary>
    /// <param name="penalty">ρ, positive.</param>
    /// <param name="tolerance">Stops where a pass changes W by less on average, relative to the elements of S off its
    /// diagonal.</param>
    /// <returns>Whether it got there.</returns>
    internal bool Fit(double penalty, double tolerance = 1e-4)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);

        // W at a greater penalty, with less on its diagonal, may not be positive definite.
        if (penalty < _last)
        {
            _covariance.CopyTo(_working, 0);
        }

        _last = penalty;

        for (int j = 0; j < _size; j++)
        {
            _working[(j * _size) + j] = _covariance[(j * _size) + j] + penalty;
        }

        double enough = tolerance * _scale * _size * Math.Max(1, _size - 1);
        bool isDone = false;
        for (int pass = 0; pass < MostPasses && !isDone; pass++)
        {
            double change = 0;
            for (int j = 0; j < _size; j++)
            {
                change += FitColumn(j, penalty, tolerance * _scale);
            }

            isDone = change <= enough;
        }

        Invert();
        return isDone;
    }

    // The lasso of column j on the others, and with it column j of W; by how much that changed.
    private double FitColumn(int j, double penalty, double tolerance)
    {
        Span<double> beta = _coefficients.AsSpan(j * _size, _size);
        beta[j] = 0;
        Span<double> fitted = _fitted;
        fitted.Clear();
        for (int k = 0; k < _size; k++)
        {
            AddColumn(k, beta[k], fitted);
        }

        double most = double.PositiveInfinity;
        for (int pass = 0; pass < MostInnerPasses && most > 0.1 * tolerance; pass++)
        {
            most = 0;
            for (int k = 0; k < _size; k++)
            {
                if (k == j)
                {
                    continue;
                }

                double diagonal = _working[(k * _size) + k];
                double gradient = _covariance[(j * _size) + k] - fitted[k] + (diagonal * beta[k]);
                double value = Math.Sign(gradient) * Math.Max(0, Math.Abs(gradient) - penalty) / diagonal;
                double change = value - beta[k];
                if (change != 0)
                {
                    beta[k] = value;
                    AddColumn(k, change, fitted);
                    most = Math.Max(most, Math.Abs(change) * diagonal);
                }
            }
        }

        double sum = 0;
        for (int k = 0; k < _size; k++)
        {
            if (k != j)
            {
                sum += Math.Abs(fitted[k] - _working[(j * _size) + k]);
                _working[(j * _size) + k] = fitted[k];
                _working[(k * _size) + j] = fitted[k];
            }
        }

        return sum;
    }

    private void AddColumn(int k, double factor, Span<double> sum)
    {
        if (factor == 0)
        {
            return;
        }

        ReadOnlySpan<double> column = _working.AsSpan(k * _size, _size);
        for (int i = 0; i < _size; i++)
        {
            sum[i] += factor * column[i];
        }
    }

    // θ_jj = 1 / (w_jj - w_12'β), θ_12 = -β θ_jj; the mean of both triangles, and 0 where either of them is.
    private void Invert()
    {
        for (int j = 0; j < _size; j++)
        {
            double rest = _working[(j * _size) + j];
            for (int k = 0; k < _size; k++)
            {
                rest -= k == j ? 0 : _working[(j * _size) + k] * _coefficients[(j * _size) + k];
            }

            _precision[(j * _size) + j] = 1 / rest;
        }

        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double one = -_coefficients[(i * _size) + j] * _precision[(i * _size) + i];
                double other = -_coefficients[(j * _size) + i] * _precision[(j * _size) + j];
                double value = one == 0 || other == 0 ? 0 : 0.5 * (one + other);
                _precision[(i * _size) + j] = value;
                _precision[(j * _size) + i] = value;
            }
        }
    }
}
