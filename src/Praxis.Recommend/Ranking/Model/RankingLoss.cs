using System.Globalization;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The weighted sum of the tasks' losses: binary cross entropy of logits, and half the squared error of
/// standardised values.</summary>
internal sealed class RankingLoss
{
    private readonly RankingVocabulary _vocabulary;
    private readonly RankingLog _log;
    private readonly double[] _weights;

    internal RankingLoss(RankingVocabulary vocabulary, RankingLog log, double[] weights)
    {
        _vocabulary = vocabulary;
        _log = log;
        _weights = weights;
    }

    /// <summary>Reads the weights of the tasks.</summary>
    /// <exception cref="InputException">Not as many numbers as tasks, or one is negative, or all are zero.</exception>
    internal static double[] Weights(string text, int taskCount)
    {
        if (text.Length == 0)
        {
            return [.. Enumerable.Repeat(1.0, taskCount)];
        }

        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        double[] weights =
        [
            .. parts.Select(part =>
                double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
                    ? weight
                    : double.NaN),
        ];
        return parts.Length == taskCount && weights.All(weight => weight >= 0 && double.IsFinite(weight))
            && weights.Any(weight => weight > 0)
            ? weights
            : throw new InputException(
                $"--task-weights must be {taskCount} numbers of at least 0, not all 0, as {taskCount} tasks are "
                + $"named; got {text}");
    }

    /// <summary>The loss of some targets, and its slope.</summary>
    /// <param name="outputs">[E, tasks].</param>
    /// <param name="events">The targets' places in the log: [E].</param>
    /// <param name="total">Targets of the whole step, by which the sum is divided.</param>
    /// <param name="slopes">Receives d loss / d output: [E, tasks].</param>
    /// <returns>This part's share of the loss, in nats.</returns>
    internal double Compute(ReadOnlySpan<float> outputs, List<int> events, int total, Span<float> slopes)
    {
        int tasks = _weights.Length;
        double sum = 0;
        for (int i = 0; i < events.Count; i++)
        {
            for (int task = 0; task < tasks; task++)
            {
                double output = outputs[(i * tasks) + task];
                double label = _log.Labels[(events[i] * tasks) + task];
                double loss;
                double slope;
                if (_vocabulary.Tasks[task].Kind == RankingTaskKind.Binary)
                {
                    // ln(1 + e^x) - y x, without overflow.
                    loss = Math.Max(output, 0) + Math.Log(1 + Math.Exp(-Math.Abs(output))) - (label * output);
                    slope = (1 / (1 + Math.Exp(-output))) - label;
                }
                else
                {
                    slope = output - ((label - _vocabulary.Means[task]) / _vocabulary.Deviations[task]);
                    loss = slope * slope / 2;
                }

                sum += _weights[task] * loss;
                slopes[(i * tasks) + task] = (float)(_weights[task] * slope / total);
            }
        }

        return sum / total;
    }
}
