using System.Runtime.InteropServices;

namespace Praxis.Numerics;

/// <summary>BLAS and LAPACK of a shared library, on one thread: OpenBLAS, or MKL as libtorch exports it.</summary>
/// <remarks>Fortran's column by column reads our rows as the transpose: lower here is upper there. Integers have 32
/// bits; the length of each letter goes last, as Fortran compilers pass it.</remarks>
internal sealed unsafe class NativeLinearAlgebra : ILinearAlgebra
{
    private const byte Upper = (byte)'U';
    private const byte Plain = (byte)'N';
    private const byte Transposed = (byte)'T';
    private const byte Vectors = (byte)'V';

    private static readonly string[] OpenBlasNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"];
    private static readonly string[] TorchNames =
    [
        "libtorch_cpu.so",
        Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"),
        Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libtorch_cpu.so"),
    ];

    private readonly delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void> _cholesky;
    private readonly delegate* unmanaged<
        byte*, byte*, int*, double*, int*, double*, double*, int*, int*, int*, int*, nint, nint, void> _eigen;

    private readonly delegate* unmanaged<
        byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nint, nint, void> _symmetricProduct;

    private readonly delegate* unmanaged<
        byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nint, nint,
        void> _product;

    // MKL's threads are a setting of the calling thread and go back to what they were; 0 stands for OpenBLAS.
    private readonly delegate* unmanaged<int, int> _setThreads;

    private NativeLinearAlgebra(string name, nint library, nint setThreads)
    {
        Name = name;
        _cholesky = (delegate* unmanaged<byte*, int*, double*, int*, int*, nint, void>)
            NativeLibrary.GetExport(library, "dpotrf_");
        _eigen = (delegate* unmanaged<
            byte*, byte*, int*, double*, int*, double*, double*, int*, int*, int*, int*, nint, nint, void>)
            NativeLibrary.GetExport(library, "dsyevd_");
        _product = (delegate* unmanaged<
            byte*, byte*, int*, int*, int*, double*, double*, int*, double*, int*, double*, double*, int*, nint, nint,
            void>)NativeLibrary.GetExport(library, "dgemm_");
        _ = NativeLibrary.TryGetExport(library, "dsyrk_", out nint symmetricProduct);
        _symmetricProduct = (delegate* unmanaged<
            byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nint, nint, void>)
            symmetricProduct;
        _setThreads = (delegate* unmanaged<int, int>)setThreads;
    }

    public string Name { get; }

    /// <summary>What this machine has, OpenBLAS first.</summary>
    public static IReadOnlyList<NativeLinearAlgebra> Find()
    {
        var found = new List<NativeLinearAlgebra>();
        if (TryLoad(OpenBlasNames, "openblas_set_num_threads", out nint library, out nint setThreads))
        {
            ((delegate* unmanaged<int, void>)setThreads)(1);
            found.Add(new NativeLinearAlgebra(OpenBlasName(library), library, 0));
        }

        if (TryLoad(TorchNames, "MKL_Set_Num_Threads_Local", out library, out setThreads))
        {
            found.Add(new NativeLinearAlgebra("MKL of libtorch", library, setThreads));
        }

        return found;
    }

    public void Gram(ReadOnlySpan<double> rows, int rowCount, int columnCount, Span<double> gram)
    {
        byte upper = Upper;
        byte plain = Plain;
        byte transposed = Transposed;
        double one = 1;
        double zero = 0;
        int threads = SetThreads(1);
        fixed (double* x = rows, sums = gram)
        {
            if (_symmetricProduct != null)
            {
                _symmetricProduct(
                    &upper, &plain, &columnCount, &rowCount, &one, x, &columnCount, &zero, sums, &columnCount, 1, 1);
            }
            else
            {
                _product(
                    &plain,
                    &transposed,
                    &columnCount,
                    &columnCount,
                    &rowCount,
                    &one,
                    x,
                    &columnCount,
                    x,
                    &columnCount,
                    &zero,
                    sums,
                    &columnCount,
                    1,
                    1);
            }
        }

        SetThreads(threads);
        Symmetry.MirrorLower(gram, columnCount);
    }

    public bool TryCholesky(Span<double> matrix, int dimension)
    {
        byte upper = Upper;
        int information;
        int threads = SetThreads(1);
        fixed (double* a = matrix)
        {
            _cholesky(&upper, &dimension, a, &dimension, &information, 1);
        }

        SetThreads(threads);
        // A pivot that is not a number is none that the library minds.
        for (int i = 0; i < dimension && information == 0; i++)
        {
            double pivot = matrix[(i * dimension) + i];
            information = pivot > 0 && double.IsFinite(pivot) ? 0 : 1;
        }

        if (information != 0)
        {
            return false;
        }

        Symmetry.ClearUpper(matrix, dimension);
        return true;
    }

    public void SymmetricEigen(Span<double> matrix, int dimension, Span<double> values, bool keepsVectors)
    {
        byte upper = Upper;
        byte wanted = keepsVectors ? Vectors : Plain;
        int information;
        int workLength = keepsVectors ? 1 + (6 * dimension) + (2 * dimension * dimension) : 1 + (2 * dimension);
        int integerLength = keepsVectors ? 3 + (5 * dimension) : 1;
        int threads = SetThreads(1);
        fixed (double* a = matrix, w = values, work = new double[workLength])
        {
            fixed (int* integers = new int[integerLength])
            {
                _eigen(
                    &wanted,
                    &upper,
                    &dimension,
                    a,
                    &dimension,
                    w,
                    work,
                    &workLength,
                    integers,
                    &integerLength,
                    &information,
                    1,
                    1);
            }
        }

        SetThreads(threads);
        if (information != 0)
        {
            throw new InvalidOperationException($"{Name}: dsyevd gave {information}");
        }
    }

    private static bool TryLoad(string[] names, string threadSetter, out nint library, out nint setThreads)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out library))
            {
                if (NativeLibrary.TryGetExport(library, threadSetter, out setThreads)
                    && NativeLibrary.TryGetExport(library, "dpotrf_", out _)
                    && NativeLibrary.TryGetExport(library, "dsyevd_", out _)
                    && NativeLibrary.TryGetExport(library, "dgemm_", out _))
                {
                    return true;
                }

                NativeLibrary.Free(library);
            }
        }

        library = 0;
        setThreads = 0;
        return false;
    }

    private static string OpenBlasName(nint library) =>
        NativeLibrary.TryGetExport(library, "openblas_get_corename", out nint getName)
            ? $"OpenBLAS ({Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)getName)())})"
            : "OpenBLAS";

    private int SetThreads(int count) => _setThreads == null ? count : _setThreads(count);
}
