using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Where a part of a canvas is pasted: the sampling map from output to input.</summary>
/// <param name="Angle">a in radians; a generator gives π r₀, so within ±π/2.</param>
/// <param name="X">t_x in normalised coordinates, -1 to 1 over the canvas; a generator gives 2.4 r₁, so within
/// ±1.2. Positive moves the part to the left.</param>
/// <param name="Y">t_y, likewise; positive moves the part up.</param>
/// <remarks>θ = [[cos a, sin a, t_x], [-sin a, cos a, t_y]] takes places of the output to places of the canvas (ASDA,
/// arXiv 2008.00697, its authors' program). Normalised coordinates put -1 and 1 on the centres of the outer pixels
/// (align_corners true).</remarks>
public readonly record struct PastePlacement(double Angle, double X, double Y)
{
    /// <summary>Reach of a generator's outputs r around 0.</summary>
    public const double OutputReach = 0.5;

    /// <summary>Angle of an output r₀ of 1.</summary>
    public const double AnglePerOutput = Math.PI;

    /// <summary>Shift of an output r₁ or r₂ of 1.</summary>
    public const double ShiftPerOutput = 2.4;

    /// <summary>The placement of a generator's outputs.</summary>
    /// <param name="angle">r₀ in (-½, ½).</param>
    /// <param name="x">r₁ in (-½, ½).</param>
    /// <param name="y">r₂ in (-½, ½).</param>
    public static PastePlacement Of(double angle, double x, double y) =>
        new(AnglePerOutput * angle, ShiftPerOutput * x, ShiftPerOutput * y);

    /// <summary>Uniform over all that a generator can give: pasting without an adversary.</summary>
    /// <param name="random">Three draws are taken.</param>
    public static PastePlacement Random(RandomStream random) => Of(
        random.Uniform(-OutputReach, OutputReach),
        random.Uniform(-OutputReach, OutputReach),
        random.Uniform(-OutputReach, OutputReach));

    /// <summary>The placement that brings the canvas's middle to a place of the output.</summary>
    /// <param name="angle">a in radians.</param>
    /// <param name="x">The place, normalised.</param>
    /// <param name="y">The place, normalised.</param>
    /// <param name="aspect">Width over height where the map keeps shapes, else 1.</param>
    public static PastePlacement Centred(double angle, double x, double y, double aspect = 1)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new PastePlacement(angle, -((cos * x) + (sin / aspect * y)), (sin * aspect * x) - (cos * y));
    }

    /// <summary>Where the canvas's middle comes out, normalised: what <see cref="Centred"/> was given, on a square
    /// canvas.</summary>
    public (double X, double Y) Middle
    {
        get
        {
            (double sin, double cos) = Math.SinCos(Angle);
            return ((sin * Y) - (cos * X), -(sin * X) - (cos * Y));
        }
    }

    /// <summary>θ, row by row.</summary>
    /// <param name="aspect">Width over height of the canvas where rotations are to keep shapes; 1 for the original,
    /// which shears on canvases that are not square.</param>
    public (double A, double B, double C, double D, double E, double F) Theta(double aspect = 1)
    {
        (double sin, double cos) = Math.SinCos(Angle);
        return (cos, sin / aspect, X, -sin * aspect, cos, Y);
    }
}
