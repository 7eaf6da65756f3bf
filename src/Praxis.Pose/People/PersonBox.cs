namespace Praxis.Pose;

/// <summary>A rectangle in a picture, in pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width, from 0.</param>
/// <param name="Height">Height, from 0.</param>
public readonly record struct PersonBox(double X, double Y, double Width, double Height)
{
    /// <summary>Its middle.</summary>
    public (double X, double Y) Centre => (X + (Width / 2), Y + (Height / 2));

    /// <summary>The length of its diagonal.</summary>
    public double Diagonal => Math.Sqrt((Width * Width) + (Height * Height));
}
