namespace Praxis.Recommend;

/// <summary>Constants of 2^f ≈ 1 + C1 f + ... + C5 f⁵ on [-1/2, 1/2], relative error below 1.5e-7 in floats, and of
/// 2^f ≈ 1 + D1 f + D2 f² on [-1/32, 1/32], relative error below 4.3e-7.</summary>
/// <remarks>The polynomials of least greatest relative error, constant term 1.</remarks>
internal static class ExpTwo
{
    internal const float LogTwoOfE = 1.44269504f;

    /// <summary>Beyond ±87 the exponential leaves the range of floats, and the sigmoid is 0 or 1.</summary>
    internal const float Limit = 87f;

    internal const float C1 = 0.69314694f;
    internal const float C2 = 0.2402212f;
    internal const float C3 = 0.055507135f;
    internal const float C4 = 0.009675541f;
    internal const float C5 = 0.0013276469f;

    internal const float D1 = 0.6931878f;
    internal const float D2 = 0.24022967f;

    /// <summary>A float near this one has sixteenths as its last bits: 1.5 · 2¹⁹.</summary>
    internal const float Sixteenths = 786432f;
}
