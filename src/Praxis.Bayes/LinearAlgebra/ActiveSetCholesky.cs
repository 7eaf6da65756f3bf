namespace Praxis.Bayes;

/// <summary>Regression of one target on a changing set of columns, all from a matrix M of products: keeps L with
/// L L' = M_PP and w = L⁻¹ M_Pt, from which ln |M_PP| and the residual M_tt|P follow.</summary>
/// <remarks>Adding costs O(s²), removing O((s - k)²) by plane rotations; nothing is allocated after the
/// constructor.</remarks>
internal sealed class ActiveSetCholesky
{
    private const double Collinear = 1e-10;
    private const double LeastShare = 1e-12;
    private readonly GramMatrix _matrix;
    private readonly int[] _active;
    private readonly double[] _factor;
    private readonly double[] _projection;
    private readonly double[] _scratch;

    /// <summary>Begins with the empty set.</summary>
    /// <param name="matrix">M, with all prior scale added.</param>
    /// <param name="target">t, a column of M.</param>
    /// <param name="capacity">The most columns in the set.</param>
    internal ActiveSetCholesky(GramMatrix matrix, int target, int capacity)
    {
        _matrix = matrix;
        Target = target;
        _active = new int[capacity];
        _factor = new double[capacity * (capacity + 1) / 2];
        _projection = new double[capacity];
        _scratch = new double[capacity];
        Residual = matrix[target, target];
    }

    /// <summary>t.</summary>
    internal int Target { get; }

    /// <summary>M_tt.</summary>
    internal double Total => _matrix[Target, Target];

    /// <summary>s.</summary>
    internal int Count { get; private set; }

    /// <summary>P, in the order in which columns came.</summary>
    internal ReadOnlySpan<int> Active => _active.AsSpan(0, Count);

    /// <summary>ln |M_PP|; 0 for the empty set.</summary>
    internal double LogDeterminant { get; private set; }

    /// <summary>M_tt - M_tP M_PP⁻¹ M_Pt.</summary>
    internal double Residual { get; private set; }

    /// <summary>1e-12 of M_tt: a target that others explain without rest has no finite score, and this in place of its
    /// residual makes it finite and great.</summary>
    internal double LeastResidual => LeastShare * _matrix[Target, Target];

    /// <summary>What adding a column would give, without adding it.</summary>
    /// <param name="column">A column outside the set, not the target.</param>
    /// <param name="logDeterminant">ln |M| of the larger set.</param>
    /// <param name="residual">The target's residual on it.</param>
    /// <returns>False where the column is a combination of those in the set, to 1e-10 of its size.</returns>
    internal bool TryScoreAdd(int column, out double logDeterminant, out double residual)
    {
        (double kappa, double e) = Project(column);
        if (!(kappa > Collinear * _matrix[column, column]))
        {
            logDeterminant = double.NegativeInfinity;
            residual = Residual;
            return false;
        }

        logDeterminant = LogDeterminant + Math.Log(kappa);
        residual = Math.Max(0, Residual - (e * e / kappa));
        return true;
    }

    /// <summary>Adds a column.</summary>
    /// <param name="column">A column outside the set, not the target.</param>
    /// <returns>False, with nothing changed, where the column is a combination of those in the set.</returns>
    internal bool TryAdd(int column)
    {
        (double kappa, double e) = Project(column);
        if (!(kappa > Collinear * _matrix[column, column]))
        {
            return false;
        }

        Append(column, (kappa, e));
        return true;
    }

    /// <summary>What removing the column at a place would give, without removing it.</summary>
    /// <param name="place">The place in <see cref="Active"/>, from 0.</param>
    /// <param name="logDeterminant">ln |M| of the smaller set.</param>
    /// <param name="residual">The target's residual on it.</param>
    /// <remarks>With u = L⁻¹ e_place: (M_PP⁻¹)_ll = u'u and the coefficient β_l = u'w, so that the residual grows by
    /// β_l² / u'u and ln |M_PP| by ln u'u.</remarks>
    internal void ScoreRemove(int place, out double logDeterminant, out double residual)
    {
        double square = 0;
        double coefficient = 0;
        for (int row = place; row < Count; row++)
        {
            ReadOnlySpan<double> factor = _factor.AsSpan(Start(row), row + 1);
            double sum = row == place ? 1 : 0;
            for (int k = place; k < row; k++)
            {
                sum -= factor[k] * _scratch[k];
            }

            double u = sum / factor[row];
            _scratch[row] = u;
            square += u * u;
            coefficient += u * _projection[row];
        }

        residual = Residual + (coefficient * coefficient / square);
        logDeterminant = LogDeterminant + Math.Log(square);
    }

    /// <summary>The place of a column in <see cref="Active"/>, or -1.</summary>
    internal int PlaceOf(int column) => _active.AsSpan(0, Count).IndexOf(column);

    /// <summary>Factors the set anew in its order, so that rounding of earlier steps is gone and the state is a
    /// function of <see cref="Active"/> alone.</summary>
    internal void Refresh()
    {
        int count = Count;
        Clear();
        for (int place = 0; place < count; place++)
        {
            Append(_active[place], Project(_active[place]));
        }
    }

    /// <summary>Coefficients of the target on the set, M_PP⁻¹ M_Pt, in the order of <see cref="Active"/>.</summary>
    /// <param name="coefficients">Receives them: [s].</param>
    internal void Coefficients(Span<double> coefficients)
    {
        for (int row = Count - 1; row >= 0; row--)
        {
            double sum = _projection[row];
            for (int below = row + 1; below < Count; below++)
            {
                sum -= _factor[Start(below) + row] * coefficients[below];
            }

            coefficients[row] = sum / _factor[Start(row) + row];
        }
    }

    /// <summary>A column of M_PP⁻¹, in the order of <see cref="Active"/>.</summary>
    /// <param name="place">Which column, from 0.</param>
    /// <param name="inverse">Receives it: [s].</param>
    internal void InverseColumn(int place, Span<double> inverse)
    {
        for (int row = 0; row < Count; row++)
        {
            double sum = row == place ? 1 : 0;
            for (int k = 0; k < row; k++)
            {
                sum -= _factor[Start(row) + k] * inverse[k];
            }

            inverse[row] = sum / _factor[Start(row) + row];
        }

        for (int row = Count - 1; row >= 0; row--)
        {
            double sum = inverse[row];
            for (int below = row + 1; below < Count; below++)
            {
                sum -= _factor[Start(below) + row] * inverse[below];
            }

            inverse[row] = sum / _factor[Start(row) + row];
        }
    }

    /// <summary>Removes the column at a place of <see cref="Active"/>.</summary>
    /// <param name="place">The place, from 0.</param>
    internal void RemoveAt(int place)
    {
        // Without its row, L has one column too many: rotations from the left out place on make it triangular again,
        // and turn w along. What they gather in the last column is what the target loses.
        for (int row = place; row + 1 < Count; row++)
        {
            _active[row] = _active[row + 1];
            _factor.AsSpan(Start(row + 1), row + 2).CopyTo(_scratch);
            _scratch.AsSpan(0, row + 1).CopyTo(_factor.AsSpan(Start(row)));
            double beyond = _scratch[row + 1];
            double diagonal = Math.Sqrt((_factor[Start(row) + row] * _factor[Start(row) + row]) + (beyond * beyond));
            double cosine = _factor[Start(row) + row] / diagonal;
            double sine = beyond / diagonal;
            _factor[Start(row) + row] = diagonal;
            for (int below = row + 2; below < Count; below++)
            {
                ref double left = ref _factor[Start(below) + row];
                ref double right = ref _factor[Start(below) + row + 1];
                (left, right) = ((cosine * left) + (sine * right), (cosine * right) - (sine * left));
            }

            (_projection[row], _projection[row + 1]) = (
                (cosine * _projection[row]) + (sine * _projection[row + 1]),
                (cosine * _projection[row + 1]) - (sine * _projection[row]));
        }

        Count--;
        Residual += _projection[Count] * _projection[Count];
        LogDeterminant = 0;
        for (int row = 0; row < Count; row++)
        {
            LogDeterminant += 2 * Math.Log(_factor[Start(row) + row]);
        }
    }

    /// <summary>Empties the set.</summary>
    internal void Clear()
    {
        Count = 0;
        LogDeterminant = 0;
        Residual = _matrix[Target, Target];
    }

    /// <summary>Begins anew with a set.</summary>
    /// <param name="columns">P.</param>
    /// <returns>False where a column is a combination of those before it; the set then ends before it.</returns>
    internal bool TryReset(ReadOnlySpan<int> columns)
    {
        Clear();
        foreach (int column in columns)
        {
            if (!TryAdd(column))
            {
                return false;
            }
        }

        return true;
    }

    // After Project: its scratch becomes the new row of L.
    private void Append(int column, (double Kappa, double E) projected)
    {
        double root = Math.Sqrt(projected.Kappa);
        _scratch.AsSpan(0, Count).CopyTo(_factor.AsSpan(Start(Count)));
        _factor[Start(Count) + Count] = root;
        _projection[Count] = projected.E / root;
        _active[Count++] = column;
        LogDeterminant += Math.Log(projected.Kappa);
        Residual = Math.Max(0, Residual - (projected.E * projected.E / projected.Kappa));
    }

    // z = L⁻¹ M_Pl goes into the scratch; kappa = M_ll - z'z, e = M_lt - z'w.
    private (double Kappa, double E) Project(int column)
    {
        ReadOnlySpan<double> products = _matrix.Row(column);
        double kappa = products[column];
        double e = products[Target];
        for (int row = 0; row < Count; row++)
        {
            double sum = products[_active[row]];
            ReadOnlySpan<double> factor = _factor.AsSpan(Start(row), row + 1);
            for (int k = 0; k < row; k++)
            {
                sum -= factor[k] * _scratch[k];
            }

            double z = sum / factor[row];
            _scratch[row] = z;
            kappa -= z * z;
            e -= z * _projection[row];
        }

        return (kappa, e);
    }

    private static int Start(int row) => row * (row + 1) / 2;
}
