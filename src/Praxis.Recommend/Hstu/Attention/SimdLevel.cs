namespace Praxis.Recommend;

/// <summary>Which instructions the attention kernels use.</summary>
internal enum SimdLevel
{
    /// <summary>Plain loops: the reference, and the way on machines without the others.</summary>
    Scalar,

    /// <summary>Vectors of 8 floats: AVX2 with FMA.</summary>
    Avx2,

    /// <summary>Vectors of 16 floats: AVX-512F.</summary>
    Avx512,
}
