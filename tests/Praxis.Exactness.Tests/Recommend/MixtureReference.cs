using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend;

/// <summary>The mixture of logits and its losses as loops in double precision.</summary>
internal sealed class MixtureReference(
    MixtureOfLogits mixture, ItemTable table, SequenceBatch batch, float[] outputs, HstuOptions options,
    double[] shares, ulong seed)
{
    /// <summary>Σ π l of one output and one item.</summary>
    internal static double Logit(
        MixtureOfLogits mixture, double temperature, ItemTable table, float[] outputs, int token, int item)
    {
        MixtureSizes sizes = mixture.Sizes;
        double[] y = Array.ConvertAll(outputs[(token * table.Width)..((token + 1) * table.Width)], x => (double)x);
        double[] e = [.. table.Row(item).ToArray().Select(x => x * Math.Sqrt(table.Width))];
        double[] users = Affine(mixture, "user", y);
        double[] items = Affine(mixture, "item", e);
        var logits = new double[sizes.LogitCount];
        for (int p = 0; p < sizes.UserComponents; p++)
        {
            for (int q = 0; q < sizes.ItemComponents; q++)
            {
                double[] u = users[(p * sizes.ComponentWidth)..((p + 1) * sizes.ComponentWidth)];
                double[] x = items[(q * sizes.ComponentWidth)..((q + 1) * sizes.ComponentWidth)];
                double product = u.Zip(x, (a, b) => a * b).Sum();
                logits[(p * sizes.ItemComponents) + q] = product / (Norm(u) * Norm(x) * temperature);
            }
        }

        double[] userGate = Gate(mixture, "user_gate", y);
        double[] itemGate = Gate(mixture, "item_gate", e);
        double[] cross = Gate(mixture, "cross_gate", logits);
        double[] weights = [.. cross.Select((g, i) => Math.Exp(Silu((userGate[i] * itemGate[i]) + g)))];
        return logits.Zip(weights, (l, w) => l * w).Sum() / weights.Sum();
    }

    /// <summary>The mean loss of the batch's tokens.</summary>
    internal double Loss(ulong step)
    {
        int negatives = options.NegativeCount;
        int[] drawn = new int[batch.TokenCount * (negatives + 1)];
        new NegativeSampler(table.Count, negatives, seed).Draw(batch, step, drawn);
        double total = 0;
        for (int t = 0; t < batch.TokenCount; t++)
        {
            int target = batch.Targets[t];
            int[] others = [.. drawn.Skip((t * (negatives + 1)) + 1).Take(negatives).Where(item => item != target)];
            total += options.Loss switch
            {
                SequenceLoss.Gbce => Gbce(t, target, others),
                SequenceLoss.InBatch => Softmax(t, target, batch.Targets.Distinct(), Correction),
                _ when negatives == 0 => Softmax(t, target, Enumerable.Range(0, table.Count), _ => 0),
                _ => Softmax(t, target, others.Append(target), _ => 0),
            };
        }

        return total / batch.TokenCount;
    }

    private double Correction(int item) => -Math.Log(1 - Math.Pow(1 - shares[item], batch.TokenCount));

    private double Softmax(int token, int target, IEnumerable<int> items, Func<int, double> correction) =>
        Math.Log(items.Sum(item => Math.Exp(Logit(token, item) + correction(item))))
            - Logit(token, target) - correction(target);

    private double Gbce(int token, int target, int[] others)
    {
        double power = CalibratedCrossEntropy.Power(options.NegativeCount, table.Count, options.Calibration);
        double sum = -power * Math.Log(1 / (1 + Math.Exp(-Logit(token, target))));
        sum -= others.Sum(item => Math.Log(1 - (1 / (1 + Math.Exp(-Logit(token, item))))));
        return sum / (options.NegativeCount + 1);
    }

    private double Logit(int token, int item) =>
        Logit(mixture, options.Temperature, table, outputs, token, item);

    private static double[] Gate(MixtureOfLogits mixture, string name, double[] x) =>
        Affine(mixture, name + ".output", [.. Affine(mixture, name + ".hidden", x).Select(Silu)]);

    private static double[] Affine(MixtureOfLogits mixture, string name, double[] x)
    {
        Parameter weight = Named(mixture, name);
        float[] values = weight.Values.ToArray();
        float[] bias = Named(mixture, name + "_bias").Values.ToArray();
        return [.. bias.Select((b, j) => b + x.Select((value, i) => value * values[(i * bias.Length) + j]).Sum())];
    }

    private static Parameter Named(MixtureOfLogits mixture, string name) =>
        mixture.Parameters.Single(parameter => parameter.Name == "mixture." + name);

    private static double Silu(double x) => x / (1 + Math.Exp(-x));

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(value => value * value));
}
