namespace Praxis.Pose;

/// <summary>What a cloth shows.</summary>
internal enum ClothPattern
{
    Plain,
    StripesAlong,
    StripesAcross,
    Checks,
    Noise,
    Dots,
}
