using System.Runtime.Intrinsics.X86;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Finds the instructions that this machine has, or the ones that the user asks for.</summary>
internal static class SimdLevels
{
    /// <summary>The environment variable that forces a level: avx512, avx2 or scalar.</summary>
    internal const string Variable = "PRAXIS_SIMD";

    private static readonly Lazy<SimdLevel> Chosen = new(
        () => Parse(Environment.GetEnvironmentVariable(Variable)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The level of this process.</summary>
    /// <exception cref="EnvironmentException">The variable names no level, or one that this machine lacks.</exception>
    internal static SimdLevel Default => Chosen.Value;

    /// <summary>Whether this machine can run a level.</summary>
    internal static bool IsSupported(SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => Avx512F.IsSupported && Avx2.IsSupported,
        SimdLevel.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };

    /// <summary>The level that a value of the variable stands for; the best one without a value.</summary>
    internal static SimdLevel Parse(string? value)
    {
        SimdLevel best = IsSupported(SimdLevel.Avx512) ? SimdLevel.Avx512
            : IsSupported(SimdLevel.Avx2) ? SimdLevel.Avx2
            : SimdLevel.Scalar;
        SimdLevel level = value switch
        {
            null or "" => best,
            "avx512" => SimdLevel.Avx512,
            "avx2" => SimdLevel.Avx2,
            "scalar" => SimdLevel.Scalar,
            _ => throw new EnvironmentException($"{Variable}: \"{value}\" is not one of avx512, avx2, scalar"),
        };
        return IsSupported(level) ? level : throw new EnvironmentException(
            $"{Variable}: this processor has no {value}; unset the variable or take "
                + (best == SimdLevel.Avx2 ? "avx2 or scalar" : "scalar"));
    }
}
