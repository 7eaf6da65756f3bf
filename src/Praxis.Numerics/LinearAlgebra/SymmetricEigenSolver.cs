namespace Praxis.Numerics;

// Eigenvalues and vectors of a symmetric matrix A: [n, n]. Golub and Van Loan, Matrix Computations, 4th edition:
// Householder's tridiagonalisation (algorithm 8.3.1), the product of its reflections, implicit QL steps with
// Wilkinson's shift (8.3.3 from the other end). All loops go along rows.
internal static class SymmetricEigenSolver
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MostStepsPerValue = 60;

    public static void Solve(Span<double> matrix, int n, Span<double> values, bool keepsVectors)
    {
        Symmetry.MirrorLower(matrix, n);
        int exponent = Normalize(matrix);
        var offDiagonal = new double[n];
        var factors = new double[n];
        Tridiagonalize(matrix, n, values, offDiagonal, factors);
        if (keepsVectors)
        {
            Reflections(matrix, n, factors);
        }

        Iterate(values, offDiagonal, keepsVectors ? matrix : default);
        Sort(values, keepsVectors ? matrix : default);
        foreach (ref double value in values)
        {
            value = Math.ScaleB(value, exponent);
        }
    }

    // Makes the greatest element one of [1, 2) by a power of two, which rounds nothing, so that no square overflows.
    private static int Normalize(Span<double> matrix)
    {
        double greatest = 0;
        foreach (double value in matrix)
        {
            greatest = Math.Max(greatest, Math.Abs(value));
        }

        if (greatest == 0)
        {
            return 0;
        }

        int exponent = Math.ILogB(greatest);
        if (exponent != 0)
        {
            foreach (ref double value in matrix)
            {
                value = Math.ScaleB(value, -exponent);
            }
        }

        return exponent;
    }

    // H_k = I - β v v' takes row k right of the diagonal to its first element. v stays in row k, β in factors. What is
    // left of A becomes H A H = A - v w' - w v' with p = β A v, w = p - (β v'p / 2) v.
    private static void Tridiagonalize(
        Span<double> matrix, int n, Span<double> diagonal, Span<double> offDiagonal, Span<double> factors)
    {
        var product = new double[n];
        for (int k = 0; k < n; k++)
        {
            diagonal[k] = matrix[(k * n) + k];
            int size = n - k - 1;
            if (size == 0)
            {
                return;
            }

            Span<double> v = matrix.Slice((k * n) + k + 1, size);
            factors[k] = Reflect(v, out offDiagonal[k]);
            if (factors[k] == 0)
            {
                continue;
            }

            Span<double> w = product.AsSpan(0, size);
            for (int i = 0; i < size; i++)
            {
                w[i] = factors[k] * RowKernels.Dot(v, matrix.Slice(((k + 1 + i) * n) + k + 1, size));
            }

            RowKernels.AddScaled(-0.5 * factors[k] * RowKernels.Dot(v, w), v, w);
            for (int i = 0; i < size; i++)
            {
                Span<double> row = matrix.Slice(((k + 1 + i) * n) + k + 1, size);
                RowKernels.AddScaled(-v[i], w, row);
                RowKernels.AddScaled(-w[i], v, row);
            }
        }
    }

    // Puts v into x's place and gives β; 0 where x has nothing behind its first element.
    private static double Reflect(Span<double> x, out double image)
    {
        image = x[0];
        double rest = RowKernels.Dot(x[1..], x[1..]);
        if (rest == 0)
        {
            return 0;
        }

        double norm = Math.Sqrt((image * image) + rest);
        double size = norm + Math.Abs(image);
        x[0] = Math.CopySign(size, image);
        image = -Math.CopySign(norm, image);
        return 1 / (norm * size);
    }

    // Puts (H_0 H_1 ...)' into the matrix, from the last reflection on, which touches the least.
    private static void Reflections(Span<double> matrix, int n, ReadOnlySpan<double> factors)
    {
        var product = new double[n * n];
        var sums = new double[n];
        for (int i = 0; i < n; i++)
        {
            product[(i * n) + i] = 1;
        }

        for (int k = n - 3; k >= 0; k--)
        {
            int size = n - k - 1;
            ReadOnlySpan<double> v = matrix.Slice((k * n) + k + 1, size);
            Span<double> w = sums.AsSpan(0, size);
            w.Clear();
            for (int i = 0; i < size; i++)
            {
                RowKernels.AddScaled(v[i], product.AsSpan(((k + 1 + i) * n) + k + 1, size), w);
            }

            for (int i = 0; i < size; i++)
            {
                RowKernels.AddScaled(-factors[k] * v[i], w, product.AsSpan(((k + 1 + i) * n) + k + 1, size));
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[(j * n) + i] = product[(i * n) + j];
            }
        }
    }

    private static void Iterate(Span<double> diagonal, Span<double> offDiagonal, Span<double> vectors)
    {
        int n = diagonal.Length;
        for (int low = 0; low < n; low++)
        {
            for (int step = 0; ; step++)
            {
                int high = low;
                while (high < n - 1 && !IsNegligible(diagonal, offDiagonal, high))
                {
                    high++;
                }

                if (high == low)
                {
                    break;
                }

                if (step == MostStepsPerValue)
                {
                    throw new InvalidOperationException($"eigenvalue {low} of {n} took more than {step} QL steps");
                }

                Step(diagonal, offDiagonal, vectors, low, high);
            }
        }
    }

    private static bool IsNegligible(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, int i) =>
        Math.Abs(offDiagonal[i]) <= Epsilon * (Math.Abs(diagonal[i]) + Math.Abs(diagonal[i + 1]));

    // One QL step on the unreduced block low..high: a rotation makes the bulge at its end, the next ones chase it up.
    private static void Step(
        Span<double> diagonal, Span<double> offDiagonal, Span<double> vectors, int low, int high)
    {
        int n = diagonal.Length;
        double half = (diagonal[low + 1] - diagonal[low]) / (2 * offDiagonal[low]);
        double shift = diagonal[low] - (offDiagonal[low] / (half + Math.CopySign(double.Hypot(half, 1), half)));
        double bulgeBase = diagonal[high] - shift;
        double c = 1;
        double s = 1;
        double moved = 0;
        for (int i = high - 1; i >= low; i--)
        {
            double bulge = s * offDiagonal[i];
            double beside = c * offDiagonal[i];
            double length = double.Hypot(bulge, bulgeBase);
            offDiagonal[i + 1] = length;
            if (length == 0)
            {
                // The block falls apart here: the rest is for the next step.
                diagonal[i + 1] -= moved;
                offDiagonal[high] = 0;
                return;
            }

            s = bulge / length;
            c = bulgeBase / length;
            double lower = diagonal[i + 1] - moved;
            double mixed = ((diagonal[i] - lower) * s) + (2 * c * beside);
            moved = s * mixed;
            diagonal[i + 1] = lower + moved;
            bulgeBase = (c * mixed) - beside;
            if (!vectors.IsEmpty)
            {
                RowKernels.Rotate(c, s, vectors.Slice(i * n, n), vectors.Slice((i + 1) * n, n));
            }
        }

        diagonal[low] -= moved;
        offDiagonal[low] = bulgeBase;
        offDiagonal[high] = 0;
    }

    private static void Sort(Span<double> values, Span<double> vectors)
    {
        if (vectors.IsEmpty)
        {
            values.Sort();
            return;
        }

        int n = values.Length;
        var spare = new double[n];
        for (int i = 0; i < n - 1; i++)
        {
            int least = i;
            for (int j = i + 1; j < n; j++)
            {
                least = values[j] < values[least] ? j : least;
            }

            if (least != i)
            {
                (values[i], values[least]) = (values[least], values[i]);
                Span<double> row = vectors.Slice(i * n, n);
                row.CopyTo(spare);
                vectors.Slice(least * n, n).CopyTo(row);
                spare.CopyTo(vectors.Slice(least * n, n));
            }
        }
    }
}
