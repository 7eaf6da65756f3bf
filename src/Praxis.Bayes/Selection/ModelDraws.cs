using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Draws coefficients of one model: the signs first, then from the normal law at the mode of the signs.
/// </summary>
/// <remarks>A nonlocal slab has a mode in each orthant. Where few signs are in doubt, an orthant is drawn by its share
/// of the marginal likelihood; else signs are turned one by one with the chance that each has given that the others
/// stand, as the flips of the marginal likelihood count them. Modes are kept.</remarks>
internal sealed class ModelDraws
{
    // 64 orthants.
    private const int MostInDoubt = 6;
    private readonly LaplaceScorer _scorer;
    private readonly ScoredModel _model;
    private readonly int[] _columns;
    private readonly double[] _chances;
    private readonly (bool[] IsTurned, double Share)[] _orthants;
    private readonly Dictionary<string, OrthantMode?> _modes = new(StringComparer.Ordinal);

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
        _modes[Key(new bool[_chances.Length])] = scorer.FactorAt(model.Key, model.Mode) is { } factor
            ? new OrthantMode(model.Mode, factor, double.NaN)
            : null;
        _orthants = Orthants();
    }

    /// <summary>Draws once.</summary>
    internal SparseCoefficients Draw(RandomStream random)
    {
        double[] mode = _model.Mode;
        OrthantMode? found = ModeOf(Signs(random));
        var move = new double[mode.Length];
        if (found is not null)
        {
            mode = found.Mode;
            NormalDistribution.Fill(random, move);
            SmallCholesky.SolveUpper(found.Factor, mode.Length, move);
        }

        return new SparseCoefficients(_columns, [.. mode.Select((value, j) => value + move[j])]);
    }

    private bool[] Signs(RandomStream random)
    {
        if (_orthants.Length == 0)
        {
            return [.. _chances.Select(chance => chance > 0 && random.NextDouble() < chance)];
        }

        double left = random.NextDouble();
        foreach ((bool[] isTurned, double share) in _orthants)
        {
            left -= share;
            if (left < 0)
            {
                return isTurned;
            }
        }

        return _orthants[0].IsTurned;
    }

    // All orthants of the signs in doubt with their shares; none where that is one orthant or too many.
    private (bool[] IsTurned, double Share)[] Orthants()
    {
        int[] inDoubt = [.. Enumerable.Range(0, _chances.Length).Where(j => _chances[j] is > 0 and < 1)];
        if (inDoubt.Length is < 2 or > MostInDoubt)
        {
            return [];
        }

        var orthants = new (bool[] IsTurned, double Share)[1 << inDoubt.Length];
        for (int orthant = 0; orthant < orthants.Length; orthant++)
        {
            bool[] isTurned = [.. _chances.Select(static chance => chance >= 1)];
            for (int place = 0; place < inDoubt.Length; place++)
            {
                isTurned[inDoubt[place]] = ((orthant >> place) & 1) != 0;
            }

            OrthantMode? mode = _scorer.ModeOfSigns(_model, isTurned);
            _modes.TryAdd(Key(isTurned), mode);
            orthants[orthant] = (isTurned, mode?.LogMarginal ?? double.NegativeInfinity);
        }

        double total = SpecialFunctions.LogSumExp([.. orthants.Select(static one => one.Share)]);
        return double.IsFinite(total)
            ? [.. orthants.Select(one => (one.IsTurned, Math.Exp(one.Share - total)))]
            : [];
    }

    private OrthantMode? ModeOf(bool[] isTurned)
    {
        string key = Key(isTurned);
        if (!_modes.TryGetValue(key, out OrthantMode? mode))
        {
            _modes[key] = mode = _scorer.ModeOfSigns(_model, isTurned);
        }

        return mode;
    }

    private static string Key(bool[] isTurned) => string.Concat(isTurned.Select(static one => one ? '1' : '0'));
}
