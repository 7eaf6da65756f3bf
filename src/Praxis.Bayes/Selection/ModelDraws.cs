using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Draws coefficients of one model: the signs first, then from the normal law at the mode of the signs.
/// </summary>
/// <remarks>A nonlocal slab has a mode in each orthant. Signs are turned one by one with the chance that each has given
/// that the others stand, as the flips of the marginal likelihood count them; modes of turned signs are kept.</remarks>
internal sealed class ModelDraws
{
    private readonly LaplaceScorer _scorer;
    private readonly ScoredModel _model;
    private readonly int[] _columns;
    private readonly double[] _chances;
    private readonly Dictionary<string, (double[] Mode, double[] Factor)?> _modes = new(StringComparer.Ordinal);

    /// <summary>Takes a model.</summary>
    /// <param name="design">Rows, columns and units.</param>
    /// <param name="scorer">Finds modes.</param>
    /// <param name="model">The model with its best mode.</param>
    internal ModelDraws(SelectionDesign design, LaplaceScorer scorer, ScoredModel model)
    {
        _scorer = scorer;
        _model = model;
        _columns = model.Mode.Length == 0 ? [] : SelectionResult.ColumnsOf(design, model.Key.Units.ToArray());
        _chances = scorer.ChancesOfOtherSigns(model);
        _modes[Key(new bool[_chances.Length])] =
            scorer.FactorAt(model.Key, model.Mode) is { } factor ? (model.Mode, factor) : null;
    }

    /// <summary>Draws once.</summary>
    internal SparseCoefficients Draw(RandomStream random)
    {
        bool[] isTurned = [.. _chances.Select(chance => chance > 0 && random.NextDouble() < chance)];
        string key = Key(isTurned);
        if (!_modes.TryGetValue(key, out (double[] Mode, double[] Factor)? found))
        {
            _modes[key] = found = _scorer.ModeOfSigns(_model, isTurned);
        }

        double[] mode = found?.Mode ?? _model.Mode;
        var move = new double[mode.Length];
        if (found is { } known)
        {
            NormalDistribution.Fill(random, move);
            SmallCholesky.SolveUpper(known.Factor, mode.Length, move);
        }

        return new SparseCoefficients(_columns, [.. mode.Select((value, j) => value + move[j])]);
    }

    private static string Key(bool[] isTurned) => string.Concat(isTurned.Select(static one => one ? '1' : '0'));
}
