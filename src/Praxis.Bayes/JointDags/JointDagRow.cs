using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The parent sets of one node in all groups. Rows are independent of each other, so that each has its own
/// stream.</summary>
internal sealed class JointDagRow
{
    private const int SwapEvery = 8;
    private const int JointFlipEvery = 4;
    private readonly JointDagModel _model;
    private readonly JointMoves _moves;
    private readonly RandomStream _random;
    private readonly SetSampler[] _sets;
    private readonly int[] _holders;
    private readonly double[] _probabilities;
    private readonly int[] _free;
    private long _time;

    internal JointDagRow(JointDagModel model, int node, JointMoves moves, RandomStream random, int batchCount)
    {
        _model = model;
        _moves = moves;
        _random = random;
        _holders = new int[node];
        CandidateSet candidates = model.Candidates(node);
        _free = candidates.Free;
        _probabilities = new double[_free.Length];
        Inclusion = new InclusionAccumulator(model.GroupCount * node, batchCount);
        double[] prior = model.LogPriorOfSize(node, candidates.Capacity);
        Node = node;
        Groups = [.. Enumerable.Range(0, model.GroupCount).Select(group => new Group(this, group))];
        _sets = [.. Groups.Select(group =>
            new SetSampler(model.Scores[group.Number], node, candidates, prior, group))];
        Best = [.. _sets.Select(static _ => Array.Empty<int>())];
        foreach (int parent in candidates.Required)
        {
            _holders[parent] = model.GroupCount;
            PairsSharing += model.GroupCount * (model.GroupCount - 1) / 2;
            foreach (Group group in Groups)
            {
                Inclusion.Enter(Indicator(group.Number, parent), 0);
            }
        }
    }

    /// <summary>The node.</summary>
    internal int Node { get; }

    /// <summary>Proposals of a sweep.</summary>
    internal int ProposalsPerSweep => _free.Length == 0 ? 0
        : _moves == JointMoves.Gibbs ? _free.Length * _sets.Length
        : _moves == JointMoves.JointFlip ? 1 : _sets.Length;

    /// <summary>Inclusion of the parents: group × node + parent.</summary>
    internal InclusionAccumulator Inclusion { get; }

    /// <summary>The parent sets, by group.</summary>
    internal IReadOnlyList<SetSampler> Sets => _sets;

    /// <summary>ln of prior and likelihood of the row.</summary>
    internal double LogPosterior
    {
        get
        {
            double sum = 2 * _model.Coupling * PairsSharing;
            foreach (SetSampler set in _sets)
            {
                sum += set.LogScore;
            }

            return sum;
        }
    }

    /// <summary>Edges into the node, over all groups.</summary>
    internal int Size
    {
        get
        {
            int sum = 0;
            foreach (SetSampler set in _sets)
            {
                sum += set.Count;
            }

            return sum;
        }
    }

    /// <summary>Parents in the kept draw of greatest posterior, by group; as rows are independent, these make the most
    /// probable DAGs.</summary>
    internal int[][] Best { get; private set; }

    /// <summary>Log posterior of <see cref="Best"/>.</summary>
    internal double BestLogPosterior { get; private set; } = double.NegativeInfinity;

    /// <summary>Moves that add, delete or draw one parent.</summary>
    internal MoveCounts Singles { get; } = new();

    /// <summary>Swaps.</summary>
    internal MoveCounts Swaps { get; } = new();

    /// <summary>Flips of all groups at once.</summary>
    internal MoveCounts JointFlips { get; } = new();

    private Group[] Groups { get; }

    // Pairs of groups that share an edge, over all edges.
    private int PairsSharing { get; set; }

    /// <summary>Number of an indicator of <see cref="Inclusion"/>.</summary>
    internal int Indicator(int group, int parent) => (group * Node) + parent;

    /// <summary>Makes one sweep.</summary>
    internal void Sweep()
    {
        if (_free.Length > 0)
        {
            switch (_moves)
            {
                case JointMoves.JointFlip:
                    JointFlips.Add(FlipAll());
                    break;
                case JointMoves.Gibbs:
                    GibbsSweep();
                    break;
                default:
                    foreach (SetSampler set in _sets)
                    {
                        MoveOne(set);
                    }

                    break;
            }
        }

        _time++;
    }

    /// <summary>Looks whether the row has never been so probable.</summary>
    /// <returns><see cref="LogPosterior"/>.</returns>
    internal double KeepBest()
    {
        double now = LogPosterior;
        if (now > BestLogPosterior)
        {
            BestLogPosterior = now;
            Best = [.. _sets.Select(static set => set.Regression.Active.ToArray())];
        }

        return now;
    }

    internal void BeginDraws() => Inclusion.Begin(_time);

    internal void EndBatch() => Inclusion.EndBatch(_time);

    internal void EndRound()
    {
        foreach (SetSampler set in _sets)
        {
            set.Regression.Refresh();
        }
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_random.Position);
        writer.Write(_time);
        Inclusion.Write(writer);
        foreach (MoveCounts counts in (MoveCounts[])[Singles, Swaps, JointFlips])
        {
            counts.Write(writer);
        }

        foreach (SetSampler set in _sets)
        {
            set.Write(writer);
        }

        writer.Write(BestLogPosterior);
        foreach (int[] parents in Best)
        {
            SetFiles.Write(writer, parents);
        }
    }

    internal void Read(BinaryReader reader)
    {
        _random.Position = reader.ReadUInt64();
        _time = reader.ReadInt64();
        Inclusion.Read(reader);
        foreach (MoveCounts counts in (MoveCounts[])[Singles, Swaps, JointFlips])
        {
            counts.Read(reader);
        }

        Array.Clear(_holders);
        PairsSharing = 0;
        foreach (SetSampler set in _sets)
        {
            set.Read(reader);
            foreach (int parent in set.Regression.Active)
            {
                PairsSharing += _holders[parent]++;
            }
        }

        BestLogPosterior = reader.ReadDouble();
        Best = [.. _sets.Select(_ => SetFiles.Read(reader))];
    }

    private void MoveOne(SetSampler set)
    {
        bool isMixed = _moves == JointMoves.Mixed;
        if (isMixed && _model.GroupCount > 1 && _random.NextInt(JointFlipEvery * _model.GroupCount) == 0)
        {
            JointFlips.Add(FlipAll());
        }
        else if ((isMixed && _random.NextInt(SwapEvery) == 0)
            || (_moves == JointMoves.Swap && _random.NextInt(2) == 0))
        {
            Swaps.Add(set.Swap(_random));
        }
        else
        {
            Singles.Add(set.AddOrDelete(_random));
        }
    }

    private void GibbsSweep()
    {
        for (int group = 0; group < _sets.Length; group++)
        {
            _sets[group].GibbsSweep(_random, _probabilities);
            Singles.Proposed += _free.Length;
            for (int i = 0; i < _free.Length; i++)
            {
                Inclusion.AddProbability(Indicator(group, _free[i]), _probabilities[i]);
            }
        }
    }

    // One candidate changes in every group: its own way back, so that the proposal is symmetric.
    private bool FlipAll()
    {
        int parent = _free[_random.NextInt(_free.Length)];
        double ratio = 0;
        foreach (SetSampler set in _sets)
        {
            if (!set.CanToggle(parent))
            {
                return false;
            }

            double logOdds = set.LogOddsWithoutCoupling(parent);
            ratio += set.Contains(parent) ? -logOdds : logOdds;
        }

        int before = _holders[parent];
        int after = _sets.Length - before;
        ratio += _model.Coupling * ((after * (after - 1)) - (before * (before - 1)));
        if (!SetSampler.IsAccepted(_random, ratio))
        {
            return false;
        }

        foreach (SetSampler set in _sets)
        {
            set.Toggle(parent);
        }

        return true;
    }

    // The groups of a row are tied by how many of the others hold an edge.
    private sealed class Group(JointDagRow row, int number) : ICoupling
    {
        internal int Number => number;

        public double LogOdds(int candidate)
        {
            int others = row._holders[candidate] - (row._sets[number].Contains(candidate) ? 1 : 0);
            return 2 * row._model.Coupling * others;
        }

        public void Changed(int candidate, bool isIn)
        {
            if (isIn)
            {
                row.PairsSharing += row._holders[candidate]++;
            }
            else
            {
                row.PairsSharing -= --row._holders[candidate];
            }

            if (row._moves != JointMoves.Gibbs)
            {
                row.Inclusion.Set(row.Indicator(number, candidate), isIn, row._time);
            }
        }
    }
}
