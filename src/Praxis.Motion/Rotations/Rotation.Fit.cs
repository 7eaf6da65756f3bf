using Praxis.Core;

namespace Praxis.Motion;

public readonly partial record struct Rotation
{
    private const int MostSweeps = 50;

    /// <summary>The smallest rotation that turns one direction into another.</summary>
    /// <param name="from">A vector, not 0.</param>
    /// <param name="to">A vector, not 0.</param>
    /// <returns>R with R from along to; half a turn about some axis where the two are opposite.</returns>
    public static Rotation Between(Vector3D from, Vector3D to)
    {
        Vector3D axis = from.Cross(to);
        double sine = axis.Length;
        double cosine = from.Dot(to);
        if (sine > Locked * (Math.Abs(cosine) + sine))
        {
            return FromExponentialMap(Math.Atan2(sine, cosine) / sine * axis);
        }

        if (cosine >= 0)
        {
            return Identity;
        }

        Vector3D other = Math.Abs(from.X) <= Math.Abs(from.Y) ? new Vector3D(1, 0, 0) : new Vector3D(0, 1, 0);
        Vector3D aside = from.Cross(other);
        return FromExponentialMap(Math.PI / aside.Length * aside);
    }

    /// <summary>The rotation that brings vectors nearest to others, by least squares.</summary>
    /// <param name="from">Vectors.</param>
    /// <param name="to">What each should become.</param>
    /// <param name="near">A rotation to stay near to.</param>
    /// <param name="nearWeight">How much: the weight of three more pairs, of length 1, that <paramref name="near"/>
    /// turns into each other. Above 0 where the vectors may lie on one line, so that the turn about it is kept.</param>
    /// <returns>The rotation, never a reflection.</returns>
    /// <exception cref="ArgumentException">There are not as many vectors in both.</exception>
    /// <remarks>Horn (1987), Closed-form solution of absolute orientation using unit quaternions: the eigenvector of
    /// the greatest eigenvalue of a symmetric 4 x 4 matrix, here by Jacobi's method.</remarks>
    public static Rotation Fit(
        ReadOnlySpan<Vector3D> from, ReadOnlySpan<Vector3D> to, Rotation near, double nearWeight)
    {
        Check.Length(to.Length, from.Length);
        Span<double> s = stackalloc double[9];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                double sum = nearWeight * near[column, row];
                for (int i = 0; i < from.Length; i++)
                {
                    sum += from[i][row] * to[i][column];
                }

                s[(3 * row) + column] = sum;
            }
        }

        // N of Horn's section 4.A: [w, x, y, z] squared.
        Span<double> n =
        [
            s[0] + s[4] + s[8], s[5] - s[7], s[6] - s[2], s[1] - s[3],
            s[5] - s[7], s[0] - s[4] - s[8], s[1] + s[3], s[6] + s[2],
            s[6] - s[2], s[1] + s[3], s[4] - s[0] - s[8], s[5] + s[7],
            s[1] - s[3], s[6] + s[2], s[5] + s[7], s[8] - s[0] - s[4],
        ];
        Span<double> vectors = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        Diagonalize(n, vectors);
        int best = 0;
        for (int i = 1; i < 4; i++)
        {
            best = n[5 * i] > n[5 * best] ? i : best;
        }

        return FromQuaternion(
            new UnitQuaternion(vectors[best], vectors[4 + best], vectors[8 + best], vectors[12 + best]));
    }

    // Jacobi's cyclic method; the eigenvalues stay on the diagonal and the vectors are columns.
    private static void Diagonalize(Span<double> matrix, Span<double> vectors)
    {
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double rest = 0;
            double size = 0;
            for (int i = 0; i < 16; i++)
            {
                rest += i % 5 == 0 ? 0 : matrix[i] * matrix[i];
                size += matrix[i] * matrix[i];
            }

            if (rest <= 1e-30 * size)
            {
                return;
            }

            for (int p = 0; p < 3; p++)
            {
                for (int q = p + 1; q < 4; q++)
                {
                    Turn(matrix, vectors, p, q);
                }
            }
        }
    }

    private static void Turn(Span<double> matrix, Span<double> vectors, int p, int q)
    {
        double beside = matrix[(4 * p) + q];
        if (beside == 0)
        {
            return;
        }

        double ratio = (matrix[5 * q] - matrix[5 * p]) / (2 * beside);
        double tangent = (ratio < 0 ? -1 : 1) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < 4; i++)
        {
            Mix(ref matrix[(4 * i) + p], ref matrix[(4 * i) + q], cosine, sine);
        }

        for (int i = 0; i < 4; i++)
        {
            Mix(ref matrix[(4 * p) + i], ref matrix[(4 * q) + i], cosine, sine);
            Mix(ref vectors[(4 * i) + p], ref vectors[(4 * i) + q], cosine, sine);
        }
    }

    private static void Mix(ref double left, ref double right, double cosine, double sine) =>
        (left, right) = ((cosine * left) - (sine * right), (sine * left) + (cosine * right));
}
