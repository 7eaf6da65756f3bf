namespace Praxis.Motion;

public readonly partial record struct Rotation
{
    private const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>The rotation of Euler angles.</summary>
    /// <param name="order">The axes, outermost first.</param>
    /// <param name="degrees">The angles about first, second and third axis, in degrees.</param>
    /// <returns>R_first R_second R_third.</returns>
    public static Rotation FromEuler(EulerOrder order, Vector3D degrees) =>
        AboutAxis(order.First, degrees.X / DegreesPerRadian)
        * AboutAxis(order.Second, degrees.Y / DegreesPerRadian)
        * AboutAxis(order.Third, degrees.Z / DegreesPerRadian);

    /// <summary>The Euler angles of the rotation.</summary>
    /// <param name="order">The axes, outermost first.</param>
    /// <returns>Angles about first, second and third axis, in degrees: first and third in [-180, 180], the second in
    /// [-90, 90], or [0, 180] where first and third axis are the same.</returns>
    /// <remarks>The third angle is read off after the first has been taken out, so that the angles give the rotation
    /// back to rounding even where the second angle makes first and third turn about one line.</remarks>
    public Vector3D ToEuler(EulerOrder order)
    {
        int i = order.First;
        int j = order.Second;
        int k = order.Remaining;
        int sign = order.Sign;
        double first = order.IsProper
            ? Angle(this[j, i], -sign * this[k, i])
            : Angle(-sign * this[j, k], this[k, k]);
        Rotation rest = AboutAxis(i, -first) * this;
        double third = order.IsProper
            ? Angle(-sign * rest[j, k], rest[j, j])
            : Angle(sign * rest[j, i], rest[j, j]);
        double second = order.IsProper
            ? Angle(-sign * rest[k, i], this[i, i])
            : Angle(sign * this[i, k], rest[k, k]);
        return DegreesPerRadian * new Vector3D(first, second, third);
    }

    /// <summary>The Euler angles nearest to given ones: the same rotation, without jumps of whole turns.</summary>
    /// <param name="order">The axes, outermost first.</param>
    /// <param name="near">Angles in degrees, as those of the frame before.</param>
    /// <returns>Angles in degrees, not limited to one turn.</returns>
    public Vector3D ToEuler(EulerOrder order, Vector3D near)
    {
        Vector3D angles = ToEuler(order);

        // Each rotation has two sets of angles within one turn.
        Vector3D other = order.IsProper
            ? new Vector3D(angles.X + 180, -angles.Y, angles.Z + 180)
            : new Vector3D(angles.X + 180, 180 - angles.Y, angles.Z + 180);
        Vector3D same = Unwrapped(angles, near);
        Vector3D turned = Unwrapped(other, near);
        return (same - near).Length <= (turned - near).Length ? same : turned;
    }

    private static Vector3D Unwrapped(Vector3D angles, Vector3D near) => new(
        Unwrapped(angles.X, near.X), Unwrapped(angles.Y, near.Y), Unwrapped(angles.Z, near.Z));

    private static double Unwrapped(double angle, double near) => angle + (360 * Math.Round((near - angle) / 360));

    // No angle where both are rounding of zero, which is where the first and the third axis coincide.
    private static double Angle(double y, double x) =>
        Math.Abs(y) < 1e-12 && Math.Abs(x) < 1e-12 ? 0 : Math.Atan2(y, x);
}
