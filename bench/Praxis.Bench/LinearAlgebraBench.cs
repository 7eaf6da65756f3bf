using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Managed dense linear algebra against what else the machine has, on one thread.</summary>
internal static class LinearAlgebraBench
{
    private const double Least = 0.1;
    private const int Pairs = 5;

    internal static int Run()
    {
        TorchRuntime.Ensure();
        ILinearAlgebra managed = new ManagedLinearAlgebra();
        IReadOnlyList<NativeLinearAlgebra> natives = NativeLinearAlgebra.Find();
        Console.WriteLine(
            "One thread, microseconds of processor time (best), median ratio of pairs; native: "
                + (natives.Count == 0 ? "none here" : string.Join(", ", natives.Select(static native => native.Name))));
        Console.WriteLine();
        Console.WriteLine("| work | managed, µs | managed, GFLOP/s | other | other, µs | managed / other |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int p in new[] { 5, 10, 20, 30, 64, 200, 500, 1000 })
        {
            double[] matrix = PositiveDefinite(managed, p);
            var place = new double[p * p];
            Row($"Cholesky p={p}", Math.Pow(p, 3) / 3, managed, natives, way =>
            {
                matrix.CopyTo(place, 0);
                way.TryCholesky(place, p);
            });
        }

        foreach ((int n, int p) in new[] { (200, 30), (200, 200), (200, 1000), (5000, 200) })
        {
            double[] rows = Normals(n * p);
            var gram = new double[p * p];
            Row($"X'X n={n} p={p}", (double)n * p * p, managed, natives, way => way.Gram(rows, n, p, gram));
        }

        foreach (int p in new[] { 30, 200, 500 })
        {
            double[] matrix = PositiveDefinite(managed, p);
            var place = new double[p * p];
            var values = new double[p];
            foreach (bool keepsVectors in new[] { false, true })
            {
                Row($"eigen p={p}{(keepsVectors ? ", vectors" : "")}", double.NaN, managed, natives, way =>
                {
                    matrix.CopyTo(place, 0);
                    way.SymmetricEigen(place, p, values, keepsVectors);
                });
            }
        }

        return 0;
    }

    private static void Row(
        string work,
        double operations,
        ILinearAlgebra managed,
        IReadOnlyList<ILinearAlgebra> natives,
        Action<ILinearAlgebra> action)
    {
        // Until the loops are compiled for good, the first row would be measured on their first version.
        for (int i = 0; i < 100; i++)
        {
            _ = ProcessorTime.Of(() => action(managed));
            Thread.Sleep(2);
        }

        foreach (ILinearAlgebra other in natives.DefaultIfEmpty(managed))
        {
            (double first, double second, double ratio) = ProcessorTime.Compare(
                () => action(managed), () => action(other), Least, Pairs);
            string rate = double.IsNaN(operations) ? "" : $"{operations / first / 1e9:F1}";
            Console.WriteLine(
                $"| {work} | {first * 1e6:F2} | {rate} | {other.Name} | {second * 1e6:F2} | "
                    + $"{1 / ratio:F2} |");
        }
    }

    private static double[] PositiveDefinite(ILinearAlgebra managed, int p)
    {
        var matrix = new double[p * p];
        managed.Gram(Normals(2 * p * p), 2 * p, p, matrix);
        return matrix;
    }

    private static double[] Normals(int count)
    {
        var values = new double[count];
        NormalDistribution.Fill(new RandomStream(1, 1), values);
        return values;
    }
}
