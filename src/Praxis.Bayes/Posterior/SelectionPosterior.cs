using System.Text.Json;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>What was found of the variables or groups behind an outcome: the fitted result of every selection
/// method.</summary>
public sealed record SelectionPosterior : IFitted<SelectionPosterior>
{
    private const string FileName = "posterior.json";

    /// <summary>The method that made it.</summary>
    public required string Method { get; init; }

    /// <summary>Whether P(y = 1) is Φ(η), or 1 / (1 + exp(-η)).</summary>
    public required bool IsProbit { get; init; }

    /// <summary>Columns of the table as they were encoded.</summary>
    public required IReadOnlyList<EncodedColumn> Columns { get; init; }

    /// <summary>Names of what is always in the model: intercept and covariates.</summary>
    public required IReadOnlyList<string> ForcedNames { get; init; }

    /// <summary>Names of the variables: [variables].</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Names of the units: [units].</summary>
    public required IReadOnlyList<string> UnitNames { get; init; }

    /// <summary>Variables of each unit: [units][...].</summary>
    public required IReadOnlyList<int[]> Members { get; init; }

    /// <summary>The outcome's two values, the positive one last.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Rows that were used.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows of positive outcome among them.</summary>
    public required int PositiveCount { get; init; }

    /// <summary>What was done to the columns, in one sentence.</summary>
    public required string Preparation { get; init; }

    /// <summary>The priors with the values that were used, in one sentence; empty of older runs.</summary>
    public string Prior { get; init; } = "";

    /// <summary>Whether the first of what is always in is an intercept.</summary>
    public required bool HasIntercept { get; init; }

    /// <summary>Mean of each covariate, then of each variable; 0 where it was not centred.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>What each covariate, then each variable was divided by; infinite where it did not vary.</summary>
    public required IReadOnlyList<double> Deviations { get; init; }

    /// <summary>Inclusion of each unit: [units].</summary>
    public required IReadOnlyList<UnitPosterior> Units { get; init; }

    /// <summary>The most probable models, the first the highest-probability model.</summary>
    public required IReadOnlyList<ModelPosterior> Models { get; init; }

    /// <summary>The highest-probability model with coefficients.</summary>
    public required ChosenModel Highest { get; init; }

    /// <summary>The units of probability above one half, with coefficients.</summary>
    public required ChosenModel Median { get; init; }

    /// <summary>Draws from the posterior over models and coefficients, of prepared columns, alike in weight.</summary>
    public required IReadOnlyList<SparseCoefficients> Draws { get; init; }

    /// <summary>Log posterior of the kept draws after warm-up: [chains][draws]; none of a search.</summary>
    public IReadOnlyList<IReadOnlyList<double>> LogPosterior { get; init; } = [];

    /// <summary>Units of the kept draws: [chains][draws]; none of a search.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Sizes { get; init; } = [];

    /// <summary>Probability of each number of units, from 0, over all models that a search knows; none of chains, nor
    /// of older runs.</summary>
    public IReadOnlyList<double> SizeShares { get; init; } = [];

    /// <summary>Sweeps between two kept draws.</summary>
    public int Thin { get; init; } = 1;

    /// <summary>Whether the time limit ended the chains before their plan.</summary>
    public bool IsCut { get; init; }

    /// <summary>Kinds of moves; none of a search.</summary>
    public IReadOnlyList<MoveSummary> Moves { get; init; } = [];

    /// <summary>What a search met; null of chains.</summary>
    public SearchSummary? Search { get; init; }

    /// <summary>Edges among the variables; none of methods without a graph.</summary>
    public IReadOnlyList<EdgePosterior> Edges { get; init; } = [];

    /// <summary>Edges of the kept draws: [chains][draws]; none of methods without a graph.</summary>
    public IReadOnlyList<IReadOnlyList<double>> EdgeCounts { get; init; } = [];

    /// <summary>Mean of the precision matrix of prepared columns; null of methods without a graph.</summary>
    public SymmetricMatrix? AveragePrecision { get; init; }

    /// <summary>A number that tells whether rows are those of the fit.</summary>
    public required ulong RowsMark { get; init; }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        AtomicFile.Write(
            Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, PraxisJson.Line));
        SelectionFiles.Write(folder, this);
    }

    /// <inheritdoc/>
    public static SelectionPosterior Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<SelectionPosterior>(stream, PraxisJson.Line)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message}); fit anew", exception);
        }
    }
}

/// <summary>Inclusion of one unit.</summary>
/// <param name="Probability">Posterior probability.</param>
/// <param name="Error">Its Monte Carlo standard error; of a search without chains, that of its restarts, not a number
/// where there is one alone; 0 where all models were scored.</param>
/// <param name="RHat">Split R-hat of the indicator; not a number where there is none.</param>
public sealed record UnitPosterior(double Probability, double Error, double RHat);

/// <summary>A model with its probability.</summary>
/// <param name="Units">Its units, ascending.</param>
/// <param name="Probability">Posterior probability, among the models that were met.</param>
public sealed record ModelPosterior(IReadOnlyList<int> Units, double Probability);

/// <summary>Coefficients of prepared columns that are not zero.</summary>
/// <param name="Columns">What is always in as -1, -2, ... in order; variables from 0.</param>
/// <param name="Values">As many coefficients.</param>
public sealed record SparseCoefficients(IReadOnlyList<int> Columns, IReadOnlyList<double> Values);

/// <summary>A model with its coefficients at the mode.</summary>
/// <param name="Units">Its units, ascending.</param>
/// <param name="Coefficients">The mode.</param>
/// <param name="Covariance">Covariance of the coefficients by Laplace's approximation, row by row.</param>
public sealed record ChosenModel(
    IReadOnlyList<int> Units, SparseCoefficients Coefficients, IReadOnlyList<double> Covariance);

/// <summary>What a search met.</summary>
/// <param name="ModelCount">Models that were scored.</param>
/// <param name="Moves">Moves of each restart.</param>
/// <param name="GreatestDifference">The greatest difference of a unit's probability between two restarts, or between
/// the chains behind them; not a number of one.</param>
public sealed record SearchSummary(int ModelCount, IReadOnlyList<int> Moves, double GreatestDifference)
{
    /// <summary>Moves of the chain behind each search; 0 without.</summary>
    public int WalkMoves { get; init; }

    /// <summary>Whether the time limit ended the chains before they could be used.</summary>
    public bool WasWalkCut { get; init; }

    /// <summary>Posterior probability of all models that neither the searches nor the first moves of the chains had
    /// met; 0 without chains.</summary>
    public double UnknownShare { get; init; }
}
