using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>How well selected edges, or variables, agree with the true ones.</summary>
/// <param name="TruePositives">True and selected.</param>
/// <param name="FalsePositives">Selected, but not true.</param>
/// <param name="FalseNegatives">True, but not selected.</param>
/// <param name="TrueNegatives">Neither.</param>
public sealed record StructureMetrics(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>The inclusion probability above which an edge belongs to the median probability graph.</summary>
    public const double MedianProbability = 0.5;

    /// <summary>Area under the curve of sensitivity against 1 - specificity as the threshold falls.</summary>
    /// <value>In [0, 1]; not a number where no probabilities were given, or all or none are true.</value>
    public double Auc { get; init; } = double.NaN;

    /// <summary>Share of the true that is selected.</summary>
    /// <value>In [0, 1]; not a number where none is true.</value>
    public double Sensitivity => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Share of the others that is not selected.</summary>
    /// <value>In [0, 1]; not a number where all are true.</value>
    public double Specificity => (double)TrueNegatives / (TrueNegatives + FalsePositives);

    /// <summary>Share of the selected that is true.</summary>
    /// <value>In [0, 1]; 1 where none is selected.</value>
    public double Precision => 1 - FalseDiscoveryRate;

    /// <summary>Share of the selected that is not true.</summary>
    /// <value>In [0, 1]; 0 where none is selected.</value>
    public double FalseDiscoveryRate =>
        FalsePositives == 0 ? 0 : (double)FalsePositives / (TruePositives + FalsePositives);

    /// <summary>Matthews' correlation of selected and true.</summary>
    /// <value>In [-1, 1]; 0 where either has no two values.</value>
    public double MatthewsCorrelation
    {
        get
        {
            double square = ((double)TruePositives + FalsePositives) * ((double)TruePositives + FalseNegatives)
                * ((double)TrueNegatives + FalsePositives) * ((double)TrueNegatives + FalseNegatives);
            double cross = ((double)TruePositives * TrueNegatives) - ((double)FalsePositives * FalseNegatives);
            return square > 0 ? cross / Math.Sqrt(square) : 0;
        }
    }

    /// <summary>Structural Hamming distance: edges to add or to remove.</summary>
    /// <remarks>Graphs are undirected or in a known order, so that no edge can be turned.</remarks>
    public int HammingDistance => FalsePositives + FalseNegatives;

    /// <summary>Compares a selection with the truth.</summary>
    /// <param name="truth">Which are true: [count].</param>
    /// <param name="selected">Which are selected: [count].</param>
    /// <returns>The counts; no <see cref="Auc"/>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static StructureMetrics Of(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> selected)
    {
        Check.Length(selected.Length, truth.Length);
        Span<int> counts = stackalloc int[4];
        counts.Clear();
        for (int i = 0; i < truth.Length; i++)
        {
            counts[(truth[i] ? 2 : 0) + (selected[i] ? 1 : 0)]++;
        }

        return new StructureMetrics(counts[3], counts[1], counts[2], counts[0]);
    }

    /// <summary>Compares what is more probable than a threshold with the truth.</summary>
    /// <param name="truth">Which are true: [count].</param>
    /// <param name="probabilities">Inclusion probabilities: [count], no one not a number.</param>
    /// <param name="threshold">What a probability must exceed; ½ gives the median probability graph.</param>
    /// <returns>The counts and <see cref="Auc"/>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static StructureMetrics Of(
        ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities, double threshold = MedianProbability)
    {
        Check.Length(probabilities.Length, truth.Length);
        var selected = new bool[truth.Length];
        for (int i = 0; i < selected.Length; i++)
        {
            selected[i] = probabilities[i] > threshold;
        }

        return Of(truth, selected) with { Auc = AreaUnderCurve(truth, probabilities) };
    }

    // The chance that a true one is more probable than another, ties by half (Mann and Whitney).
    private static double AreaUnderCurve(ReadOnlySpan<bool> truth, ReadOnlySpan<double> probabilities)
    {
        double[] sorted = probabilities.ToArray();
        bool[] labels = truth.ToArray();
        Array.Sort(sorted, labels);
        double wins = 0;
        long positives = 0;
        long negatives = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            long tiedPositives = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                tiedPositives += labels[end] ? 1 : 0;
            }

            long tiedNegatives = end - start - tiedPositives;
            wins += tiedPositives * (negatives + (tiedNegatives / 2.0));
            positives += tiedPositives;
            negatives += tiedNegatives;
        }

        return wins / ((double)positives * negatives);
    }
}
