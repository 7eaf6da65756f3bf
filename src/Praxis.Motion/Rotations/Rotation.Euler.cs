namespace Praxis.Motion;

public readonly partial record struct Rotation
{
    private const double DegreesPerRadian = 180 / Math.PI;
    private const double Locked = 1e-12;

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
    public Vector3D ToEuler(EulerOrder order) => Angles(order, First(order) ?? 0);

    /// <summary>The Euler angles nearest to given ones: the same rotation, without jumps of whole turns.</summary>
    /// <param name="order">The axes, outermost first.</param>
    /// <param name="near">Angles in degrees, as those of the frame before.</param>
    /// <returns>Angles in degrees, not limited to one turn.</returns>
    public Vector3D ToEuler(EulerOrder order, Vector3D near)
    {
        if (First(order) is not { } first)
        {
            return Unwrapped(Angles(order, near.X / DegreesPerRadian), near);
        }

        Vector3D angles = Angles(order, first);

        // Each rotation has two sets of angles within one turn.
        Vector3D other = order.IsProper
            ? new Vector3D(angles.X + 180, -angles.Y, angles.Z + 180)
            : new Vector3D(angles.X + 180, 180 - angles.Y, angles.Z + 180);
        Vector3D same = Unwrapped(angles, near);
        Vector3D turned = Unwrapped(other, near);
        return (same - near).Length <= (turned - near).Length ? same : turned;
    }

    /// <summary>Angles in degrees, moved by whole turns to be nearest to others.</summary>
    internal static Vector3D Unwrapped(Vector3D angles, Vector3D near) => new(
        Unwrapped(angles.X, near.X), Unwrapped(angles.Y, near.Y), Unwrapped(angles.Z, near.Z));

    private static double Unwrapped(double angle, double near) => angle + (360 * Math.Round((near - angle) / 360));

    // The angle about the first axis in radians; null where first and third axis lie on one line, so that any will do.
    private double? First(EulerOrder order)
    {
        (int i, int j, int k) = (order.First, order.Second, order.Remaining);
        double y = order.IsProper ? this[j, i] : -order.Sign * this[j, k];
        double x = order.IsProper ? -order.Sign * this[k, i] : this[k, k];
        return Math.Abs(y) < Locked && Math.Abs(x) < Locked ? null : Math.Atan2(y, x);
    }

    // All angles in degrees, once the first is known.
    private Vector3D Angles(EulerOrder order, double first)
    {
        (int i, int j, int k) = (order.First, order.Second, order.Remaining);
        int sign = order.Sign;
        Rotation rest = AboutAxis(i, -first) * this;
        double third = order.IsProper
            ? Math.Atan2(-sign * rest[j, k], rest[j, j])
            : Math.Atan2(sign * rest[j, i], rest[j, j]);
        double second = order.IsProper
            ? Math.Atan2(-sign * rest[k, i], this[i, i])
            : Math.Atan2(sign * this[i, k], rest[k, k]);
        return DegreesPerRadian * new Vector3D(first, second, third);
    }
}
