using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The set of columns that explain one target, and the moves of a Markov chain over it.</summary>
/// <remarks>
/// The target distribution is score + prior of the size + coupling. A parent set of a DAG, and the variables of a
/// regression, are both this. No move allocates.
/// </remarks>
internal sealed class SetSampler
{
    private readonly IActiveSetScore _score;
    private readonly ActiveSetCholesky _regression;
    private readonly CandidateSet _candidates;
    private readonly double[] _logPriorOfSize;
    private readonly ICoupling _coupling;
    private readonly bool[] _isIn;
    private readonly int[] _before;
    private readonly double _floor;

    /// <summary>Begins with the required columns only.</summary>
    /// <param name="score">How well sets explain the target.</param>
    /// <param name="target">A column of the score's matrix.</param>
    /// <param name="candidates">The columns to choose from.</param>
    /// <param name="logPriorOfSize">ln of the prior of one set, by its size: [capacity + 1].</param>
    /// <param name="coupling">What ties the set to the rest of the model.</param>
    internal SetSampler(
        IActiveSetScore score, int target, CandidateSet candidates, double[] logPriorOfSize, ICoupling coupling)
    {
        _score = score;
        _candidates = candidates;
        _logPriorOfSize = logPriorOfSize;
        _coupling = coupling;
        _regression = new ActiveSetCholesky(score.Matrix, target, candidates.Capacity);
        _isIn = new bool[score.Matrix.ColumnCount];
        _before = new int[candidates.Capacity];
        _floor = _regression.LeastResidual;
        Reset(candidates.Required);
    }

    /// <summary>The factor of the set.</summary>
    internal ActiveSetCholesky Regression => _regression;

    /// <summary>The columns to choose from.</summary>
    internal CandidateSet Candidates => _candidates;

    /// <summary>s.</summary>
    internal int Count => _regression.Count;

    /// <summary>Score and prior of the set; the coupling is not in it.</summary>
    internal double LogScore => LogOf(_regression.Count, _regression.LogDeterminant, _regression.Residual);

    private int FreeCount => _regression.Count - _candidates.Required.Length;

    internal bool Contains(int column) => _isIn[column];

    /// <summary>Begins anew with a set; the coupling is not told.</summary>
    /// <param name="columns">The set, the required columns among it.</param>
    internal void Reset(ReadOnlySpan<int> columns)
    {
        Array.Clear(_isIn);
        if (!_regression.TryReset(columns))
        {
            throw new Core.InputException(
                "required edges: the parents of one node are collinear; leave a column out with --leave-out");
        }

        foreach (int column in columns)
        {
            _isIn[column] = true;
        }
    }

    /// <summary>Adds or deletes, with probability one half where both are possible.</summary>
    internal bool AddOrDelete(RandomStream random)
    {
        int free = FreeCount;
        double add = AddProbability(free);
        if (add > 0 && (add == 1 || random.NextDouble() < add))
        {
            int absent = _candidates.Free.Length - free;
            double choices = (1 - AddProbability(free + 1)) / (free + 1) / (add / absent);
            return TryAdd(random, PickAbsent(random), Math.Log(choices));
        }

        if (free == 0)
        {
            return false;
        }

        double fewer = AddProbability(free - 1);
        double back = fewer / (_candidates.Free.Length - free + 1) / ((1 - add) / free);
        return TryDelete(random, PickMember(random), Math.Log(back));
    }

    /// <summary>Flips one free candidate, each as likely.</summary>
    internal bool Flip(RandomStream random)
    {
        if (_candidates.Free.Length == 0)
        {
            return false;
        }

        int column = _candidates.Free[random.NextInt(_candidates.Free.Length)];
        return _isIn[column] ? TryDelete(random, _regression.PlaceOf(column), 0)
            : Count < _candidates.Capacity && TryAdd(random, column, 0);
    }

    /// <summary>Puts a column outside the set in the place of one inside, each as likely.</summary>
    internal bool Swap(RandomStream random)
    {
        int free = FreeCount;
        if (free == 0 || free == _candidates.Free.Length)
        {
            return false;
        }

        int place = PickMember(random);
        int old = _regression.Active[place];
        int fresh = PickAbsent(random);
        double before = LogScore + _coupling.LogOdds(old);
        Span<int> order = _before.AsSpan(0, Count);
        _regression.Active.CopyTo(order);
        _regression.RemoveAt(place);
        _isIn[old] = false;
        _coupling.Changed(old, false);
        if (_regression.TryScoreAdd(fresh, out double logDeterminant, out double residual)
            && IsAccepted(
                random,
                LogOf(Count + 1, logDeterminant, residual) + _coupling.LogOdds(fresh) - before)
            && _regression.TryAdd(fresh))
        {
            _isIn[fresh] = true;
            _coupling.Changed(fresh, true);
            return true;
        }

        // Whether a column is a combination of others, to 1e-10, can hang on the order: in the old one it was none.
        if (!_regression.TryAdd(old))
        {
            _regression.TryReset(order);
        }

        _isIn[old] = true;
        _coupling.Changed(old, true);
        return false;
    }

    /// <summary>Draws every free candidate from its conditional distribution, in their order.</summary>
    /// <param name="random">The chain's stream.</param>
    /// <param name="probabilities">Receives the probability of each free candidate being in: [free]; at the capacity
    /// that of an absent one is 0.</param>
    internal void GibbsSweep(RandomStream random, Span<double> probabilities)
    {
        for (int i = 0; i < _candidates.Free.Length; i++)
        {
            int column = _candidates.Free[i];
            bool isIn = _isIn[column];
            double logOdds = isIn || Count < _candidates.Capacity
                ? LogOddsOf(column)
                : double.NegativeInfinity;
            probabilities[i] = 1 / (1 + Math.Exp(-logOdds));
            if (random.NextDouble() < probabilities[i] != isIn)
            {
                Toggle(column);
            }
        }
    }

    /// <summary>ln of the odds of a candidate being in, given all else; minus infinity where it is a combination of
    /// the others.</summary>
    internal double LogOddsOf(int column) => LogOddsWithoutCoupling(column) + _coupling.LogOdds(column);

    /// <summary><see cref="LogOddsOf"/> as if nothing tied the set to the rest of the model.</summary>
    internal double LogOddsWithoutCoupling(int column)
    {
        if (_isIn[column])
        {
            _regression.ScoreRemove(_regression.PlaceOf(column), out double without, out double left);
            return LogScore - LogOf(Count - 1, without, left);
        }

        return _regression.TryScoreAdd(column, out double with, out double residual)
            ? LogOf(Count + 1, with, residual) - LogScore
            : double.NegativeInfinity;
    }

    /// <summary>Whether a candidate may be flipped without leaving the allowed sets.</summary>
    internal bool CanToggle(int column) => _isIn[column] || Count < _candidates.Capacity;

    /// <summary>Takes a candidate in or out; it must be possible.</summary>
    internal void Toggle(int column)
    {
        if (_isIn[column])
        {
            _regression.RemoveAt(_regression.PlaceOf(column));
        }
        else if (!_regression.TryAdd(column))
        {
            return;
        }

        _isIn[column] = !_isIn[column];
        _coupling.Changed(column, _isIn[column]);
    }

    internal void Write(BinaryWriter writer) => SetFiles.Write(writer, _regression.Active);

    internal void Read(BinaryReader reader)
    {
        Reset(SetFiles.Read(reader));
        _regression.Refresh();
    }

    /// <summary>Whether a step of a Metropolis chain is taken.</summary>
    /// <param name="random">The chain's stream.</param>
    /// <param name="logRatio">ln of the ratio of target and proposal; not a number is refused.</param>
    internal static bool IsAccepted(RandomStream random, double logRatio)
    {
        const double Hopeless = -45;
        return logRatio >= 0 || (logRatio > Hopeless && random.NextDouble() < Math.Exp(logRatio));
    }

    private double AddProbability(int free)
    {
        bool canAdd = free < _candidates.Free.Length && free + _candidates.Required.Length < _candidates.Capacity;
        return !canAdd ? 0 : free == 0 ? 1 : 0.5;
    }

    private bool TryAdd(RandomStream random, int column, double logProposal)
    {
        if (!_regression.TryScoreAdd(column, out double logDeterminant, out double residual))
        {
            return false;
        }

        double ratio = LogOf(Count + 1, logDeterminant, residual) - LogScore + _coupling.LogOdds(column) + logProposal;
        if (!IsAccepted(random, ratio))
        {
            return false;
        }

        Toggle(column);
        return true;
    }

    private bool TryDelete(RandomStream random, int place, double logProposal)
    {
        int column = _regression.Active[place];
        _regression.ScoreRemove(place, out double logDeterminant, out double residual);
        double ratio = LogOf(Count - 1, logDeterminant, residual) - LogScore - _coupling.LogOdds(column) + logProposal;
        if (!IsAccepted(random, ratio))
        {
            return false;
        }

        Toggle(column);
        return true;
    }

    // Rejection is exact and quick, as sets are far smaller than what they are chosen from.
    private int PickAbsent(RandomStream random)
    {
        int column;
        do
        {
            column = _candidates.Free[random.NextInt(_candidates.Free.Length)];
        }
        while (_isIn[column]);
        return column;
    }

    private int PickMember(RandomStream random)
    {
        int place;
        do
        {
            place = random.NextInt(Count);
        }
        while (_candidates.Required.Length > 0 && _candidates.Required.Contains(_regression.Active[place]));
        return place;
    }

    private double LogOf(int count, double logDeterminant, double residual) =>
        _score.Of(count, logDeterminant, Math.Max(residual, _floor)) + _logPriorOfSize[count];
}
