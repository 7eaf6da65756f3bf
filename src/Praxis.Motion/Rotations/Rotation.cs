namespace Praxis.Motion;

/// <summary>A rotation of space as a 3 x 3 matrix that multiplies column vectors: x' = R x.</summary>
/// <remarks>The default value is the zero matrix and no rotation; begin with <see cref="Identity"/>. A product applies
/// its right factor first. Conversions to Euler angles stand in <c>Rotation.Euler.cs</c>.</remarks>
/// <param name="M00">Row 0, column 0.</param>
/// <param name="M01">Row 0, column 1.</param>
/// <param name="M02">Row 0, column 2.</param>
/// <param name="M10">Row 1, column 0.</param>
/// <param name="M11">Row 1, column 1.</param>
/// <param name="M12">Row 1, column 2.</param>
/// <param name="M20">Row 2, column 0.</param>
/// <param name="M21">Row 2, column 1.</param>
/// <param name="M22">Row 2, column 2.</param>
public readonly partial record struct Rotation(
    double M00, double M01, double M02,
    double M10, double M11, double M12,
    double M20, double M21, double M22)
{
    private const double SmallAngle = 1e-4;

    /// <summary>The rotation that leaves all as it is.</summary>
    public static Rotation Identity { get; } = new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    /// <summary>One entry.</summary>
    /// <param name="row">0, 1 or 2.</param>
    /// <param name="column">0, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public double this[int row, int column] => ((row * 3) + column) switch
    {
        0 => M00,
        1 => M01,
        2 => M02,
        3 => M10,
        4 => M11,
        5 => M12,
        6 => M20,
        7 => M21,
        8 => M22,
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    /// <summary>The product: first the right rotation, then the left one.</summary>
    /// <param name="left">Left factor.</param>
    /// <param name="right">Right factor.</param>
    public static Rotation operator *(Rotation left, Rotation right) => new(
        (left.M00 * right.M00) + (left.M01 * right.M10) + (left.M02 * right.M20),
        (left.M00 * right.M01) + (left.M01 * right.M11) + (left.M02 * right.M21),
        (left.M00 * right.M02) + (left.M01 * right.M12) + (left.M02 * right.M22),
        (left.M10 * right.M00) + (left.M11 * right.M10) + (left.M12 * right.M20),
        (left.M10 * right.M01) + (left.M11 * right.M11) + (left.M12 * right.M21),
        (left.M10 * right.M02) + (left.M11 * right.M12) + (left.M12 * right.M22),
        (left.M20 * right.M00) + (left.M21 * right.M10) + (left.M22 * right.M20),
        (left.M20 * right.M01) + (left.M21 * right.M11) + (left.M22 * right.M21),
        (left.M20 * right.M02) + (left.M21 * right.M12) + (left.M22 * right.M22));

    /// <summary>The vector turned.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="vector">A column vector.</param>
    public static Vector3D operator *(Rotation rotation, Vector3D vector) => new(
        (rotation.M00 * vector.X) + (rotation.M01 * vector.Y) + (rotation.M02 * vector.Z),
        (rotation.M10 * vector.X) + (rotation.M11 * vector.Y) + (rotation.M12 * vector.Z),
        (rotation.M20 * vector.X) + (rotation.M21 * vector.Y) + (rotation.M22 * vector.Z));

    /// <summary>The rotation about one coordinate axis, by the right-hand rule.</summary>
    /// <param name="axis">0 for x, 1 for y, 2 for z.</param>
    /// <param name="angle">Radians.</param>
    /// <returns>The rotation.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The axis is none of the three.</exception>
    public static Rotation AboutAxis(int axis, double angle)
    {
        (double s, double c) = Math.SinCos(angle);
        return axis switch
        {
            0 => new Rotation(1, 0, 0, 0, c, -s, 0, s, c),
            1 => new Rotation(c, 0, s, 0, 1, 0, -s, 0, c),
            2 => new Rotation(c, -s, 0, s, c, 0, 0, 0, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(axis)),
        };
    }

    /// <summary>The rotation about an axis r/|r| by |r| radians.</summary>
    /// <param name="vector">r, the exponential map; any length.</param>
    /// <returns>exp([r]x) = I + sin θ [u]x + (1 - cos θ) [u]x².</returns>
    /// <remarks>Rodrigues' formula with sin θ/θ and (1 - cos θ)/θ², which stay exact at 0.</remarks>
    public static Rotation FromExponentialMap(Vector3D vector)
    {
        double squared = vector.Dot(vector);
        double angle = Math.Sqrt(squared);
        double sine = angle < SmallAngle ? 1 - (squared / 6) : Math.Sin(angle) / angle;
        double half = Math.Sin(angle / 2);
        double cosine = angle < SmallAngle ? 0.5 - (squared / 24) : 2 * half * half / squared;
        (double x, double y, double z) = (vector.X, vector.Y, vector.Z);
        return new Rotation(
            1 - (cosine * ((y * y) + (z * z))), (cosine * x * y) - (sine * z), (cosine * x * z) + (sine * y),
            (cosine * x * y) + (sine * z), 1 - (cosine * ((x * x) + (z * z))), (cosine * y * z) - (sine * x),
            (cosine * x * z) - (sine * y), (cosine * y * z) + (sine * x), 1 - (cosine * ((x * x) + (y * y))));
    }

    /// <summary>The rotation of a quaternion.</summary>
    /// <param name="quaternion">Any length but 0; brought to length 1 first.</param>
    /// <returns>The rotation.</returns>
    public static Rotation FromQuaternion(UnitQuaternion quaternion)
    {
        (double w, double x, double y, double z) = quaternion.Normalized();
        return new Rotation(
            1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) - (w * z)), 2 * ((x * z) + (w * y)),
            2 * ((x * y) + (w * z)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) - (w * x)),
            2 * ((x * z) - (w * y)), 2 * ((y * z) + (w * x)), 1 - (2 * ((x * x) + (y * y))));
    }

    /// <summary>The rotation of two columns that need be neither of length 1 nor at right angles.</summary>
    /// <param name="first">Direction of the first column, not 0.</param>
    /// <param name="second">A vector in the plane of the first two columns, not along the first.</param>
    /// <returns>The rotation.</returns>
    /// <remarks>Zhou et al. (2019), On the Continuity of Rotation Representations in Neural Networks: the 6-D form,
    /// made orthonormal by Gram and Schmidt's steps.</remarks>
    public static Rotation FromSixD(Vector3D first, Vector3D second)
    {
        Vector3D x = (1 / first.Length) * first;
        Vector3D rest = second - (x.Dot(second) * x);
        Vector3D y = (1 / rest.Length) * rest;
        Vector3D z = x.Cross(y);
        return new Rotation(x.X, y.X, z.X, x.Y, y.Y, z.Y, x.Z, y.Z, z.Z);
    }

    /// <summary>The rotation a part of the way from one to another, at constant angular speed.</summary>
    /// <param name="from">Given for fraction 0.</param>
    /// <param name="to">Given for fraction 1.</param>
    /// <param name="fraction">Part of the way; beyond [0, 1] it goes on turning.</param>
    /// <returns>Spherical linear interpolation along the shorter arc.</returns>
    public static Rotation Slerp(Rotation from, Rotation to, double fraction) =>
        from * FromExponentialMap(fraction * (from.Transpose() * to).ToExponentialMap());

    /// <summary>The inverse.</summary>
    /// <returns>Rᵀ.</returns>
    public Rotation Transpose() => new(M00, M10, M20, M01, M11, M21, M02, M12, M22);

    /// <summary>The quaternion with W not negative.</summary>
    /// <returns>Length 1 to rounding.</returns>
    /// <remarks>Shepperd (1978): the largest of the four squares is taken, so that no root of a small number is
    /// divided by.</remarks>
    public UnitQuaternion ToQuaternion()
    {
        double trace = M00 + M11 + M22;
        double largest = Math.Max(Math.Max(trace, M00), Math.Max(M11, M22));
        UnitQuaternion scaled = largest == trace ? new(1 + trace, M21 - M12, M02 - M20, M10 - M01)
            : largest == M00 ? new(M21 - M12, 1 + M00 - M11 - M22, M01 + M10, M02 + M20)
            : largest == M11 ? new(M02 - M20, M01 + M10, 1 + M11 - M00 - M22, M12 + M21)
            : new(M10 - M01, M02 + M20, M12 + M21, 1 + M22 - M00 - M11);
        UnitQuaternion unit = scaled.Normalized();
        return unit.W < 0 ? new UnitQuaternion(-unit.W, -unit.X, -unit.Y, -unit.Z) : unit;
    }

    /// <summary>The exponential map: axis times angle.</summary>
    /// <returns>log R; length at most π. At π itself either sign of the axis is right and one is given.</returns>
    /// <remarks>By way of the quaternion, so exact to rounding near 0 and near π.</remarks>
    public Vector3D ToExponentialMap()
    {
        (double w, double x, double y, double z) = ToQuaternion();
        var axis = new Vector3D(x, y, z);
        double sine = axis.Length;
        double factor = sine < SmallAngle ? 2 / w * (1 - (sine * sine / (3 * w * w))) : 2 * Math.Atan2(sine, w) / sine;
        return factor * axis;
    }

    /// <summary>The first two columns, the 6-D form.</summary>
    /// <returns>First and second column.</returns>
    public (Vector3D First, Vector3D Second) ToSixD() =>
        (new Vector3D(M00, M10, M20), new Vector3D(M01, M11, M21));

    /// <summary>The angle between two rotations.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>|log(RᵀS)| in radians, in [0, π]: the geodesic distance.</returns>
    public double AngleTo(Rotation other) => (Transpose() * other).ToExponentialMap().Length;
}
