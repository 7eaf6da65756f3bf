namespace Praxis.Bayes;

/// <summary>What is known of one edge of one group.</summary>
/// <param name="Group">The group, from 0.</param>
/// <param name="From">The parent; the smaller end where edges have no direction.</param>
/// <param name="To">The child, or the other end.</param>
/// <param name="Probability">Posterior probability of inclusion.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
/// <param name="RHat">Split R-hat of the indicator; not a number where it never changed, or of one chain that was cut
/// in its first half.</param>
/// <param name="LogBayesFactor">ln of the marginal likelihood with the edge, less that without, all else as in the
/// highest-probability graph; not a number where the one or the other is not allowed.</param>
/// <param name="PartialCorrelation">From the model-averaged precision matrix.</param>
public sealed record EdgePosterior(
    int Group,
    int From,
    int To,
    double Probability,
    double Error,
    double RHat,
    double LogBayesFactor,
    double PartialCorrelation);

/// <summary>How an edge differs between two groups.</summary>
/// <param name="FirstGroup">One group.</param>
/// <param name="SecondGroup">The other.</param>
/// <param name="From">The parent.</param>
/// <param name="To">The child.</param>
/// <param name="OnlyFirst">Probability that the first group alone has the edge.</param>
/// <param name="OnlySecond">Probability that the second group alone has it.</param>
public sealed record EdgeDifference(
    int FirstGroup, int SecondGroup, int From, int To, double OnlyFirst, double OnlySecond)
{
    /// <summary>Probability that just one of the two has it.</summary>
    public double Probability => OnlyFirst + OnlySecond;
}

/// <summary>What is known of one variable of a regression.</summary>
/// <param name="Variable">The column.</param>
/// <param name="Probability">Posterior probability of inclusion.</param>
/// <param name="Error">Its Monte Carlo standard error.</param>
/// <param name="RHat">Split R-hat of the indicator.</param>
/// <param name="Coefficient">Model-averaged mean, in units of the response by unit of the variable as given.</param>
public sealed record VariablePosterior(int Variable, double Probability, double Error, double RHat, double Coefficient);

/// <summary>A kind of move.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Proposed">Proposals over all chains, those of warm-up too.</param>
/// <param name="Accepted">How many were taken.</param>
public sealed record MoveSummary(string Name, long Proposed, long Accepted);

/// <summary>A symmetric matrix, by its elements that are not zero on and below the diagonal.</summary>
/// <param name="Rows">Row of each.</param>
/// <param name="Columns">Column of each, at most its row.</param>
/// <param name="Values">The elements.</param>
public sealed record SymmetricMatrix(IReadOnlyList<int> Rows, IReadOnlyList<int> Columns, IReadOnlyList<double> Values)
{
    /// <summary>The full matrix: [size, size].</summary>
    /// <param name="size">p.</param>
    /// <returns>A new array, row by row.</returns>
    public double[] ToFull(int size)
    {
        var full = new double[size * size];
        for (int k = 0; k < Values.Count; k++)
        {
            full[(Rows[k] * size) + Columns[k]] = Values[k];
            full[(Columns[k] * size) + Rows[k]] = Values[k];
        }

        return full;
    }
}
