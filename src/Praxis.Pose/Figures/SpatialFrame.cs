namespace Praxis.Pose;

/// <summary>A turned set of axes: where a part's left, up and front point to.</summary>
/// <remarks>Frames multiply as rotation matrices of columns do: <c>parent.TurnX(a)</c> is R Rx(a). Angles are
/// degrees.</remarks>
internal readonly record struct SpatialFrame(SpatialVector Left, SpatialVector Up, SpatialVector Front)
{
    public static SpatialFrame Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>A place given along these axes.</summary>
    public SpatialVector Place(double left, double up, double front) => (left * Left) + (up * Up) + (front * Front);

    /// <summary>About the axis to the left: up goes to the front.</summary>
    public SpatialFrame TurnX(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(Left, (cos * Up) + (sin * Front), (cos * Front) - (sin * Up));
    }

    /// <summary>About the axis up: front goes to the left.</summary>
    public SpatialFrame TurnY(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return new((cos * Left) - (sin * Front), Up, (cos * Front) + (sin * Left));
    }

    /// <summary>About the axis to the front: left goes up.</summary>
    public SpatialFrame TurnZ(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return new((cos * Left) + (sin * Up), (cos * Up) - (sin * Left), Front);
    }
}
