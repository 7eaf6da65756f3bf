namespace Praxis.Recommend;

/// <summary>The few vector operations that the attention kernels need, for one width of vectors.</summary>
/// <typeparam name="TVector">The vector of floats that lives in a register.</typeparam>
/// <remarks>Static and implemented by empty structs, so that each width gets kernels of its own, with everything
/// inlined.</remarks>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of a block in the widest kernel: as many as accumulators fit into the registers.</summary>
    static abstract int BlockRows { get; }

    /// <summary>Loads from any address.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Stores to any address.</summary>
    static abstract void Store(TVector vector, float* target);

    /// <summary>The same value everywhere.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>left + right.</summary>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>left * right.</summary>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left * right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>addend - left * right, rounded once.</summary>
    static abstract TVector MultiplySubtract(TVector left, TVector right, TVector addend);

    /// <summary>1 / (1 + e^-x), relative error below 1e-6; 0 and 1 are approached, never left.</summary>
    static abstract TVector Sigmoid(TVector x);

    /// <summary>x / (1 + e^-x), relative error below 1e-6 where |x| stays below 87.</summary>
    static abstract TVector Silu(TVector x);

    /// <summary>x / (1 + 2^-x), which is SiLU in units of log₂ e; accuracy as of <see cref="Silu"/>.</summary>
    static abstract TVector SiluOfBits(TVector x);

    /// <summary>The vector with zeros outside lanes first..end - 1; the bounds may lie outside the vector.</summary>
    static abstract TVector Keep(TVector vector, int first, int end);
}
