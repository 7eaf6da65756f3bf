using System.Numerics;

namespace Praxis.Recommend;

/// <summary>Finds the ranks of a case's targets by counting what beats them; holds scratch, so one a thread.</summary>
/// <remarks>
/// Ties never favour a target: every other item that is not strictly below it stands before it, and so does an item
/// whose score is not a number; a target whose score is not a number comes last. Targets among each other keep the
/// order of their scores; a target of score −∞ is no candidate and a miss.
/// Cost: one vectorised pass over the scores for each distinct target, no sort.
/// </remarks>
internal sealed class TargetRanker
{
    private readonly int[] _seenBy;
    private readonly int[] _targetOf;
    private readonly List<float> _scores = [];
    private int _stamp;
    private int[] _ranks = [];

    /// <summary>Makes a ranker.</summary>
    /// <param name="itemCount">Items of the catalogue.</param>
    public TargetRanker(int itemCount)
    {
        _seenBy = new int[itemCount];
        _targetOf = new int[itemCount];
    }

    /// <summary>Number of distinct targets of the last case, found or not.</summary>
    public int TargetCount { get; private set; }

    /// <summary>Ranks the targets of one case among all items.</summary>
    /// <param name="scores">Scores of all items, higher is better: [items].</param>
    /// <param name="targets">Target items; repeats count once, and what is not in [0, items) is a miss.</param>
    /// <param name="removed">Items taken out of the ranking; a target among them is a miss. Repeats do no harm.</param>
    /// <returns>1-based ranks of the found targets, ascending; valid until the next call.</returns>
    /// <exception cref="ArgumentException">There are not as many scores as items.</exception>
    public ReadOnlySpan<int> Rank(ReadOnlySpan<float> scores, ReadOnlySpan<int> targets, ReadOnlySpan<int> removed)
    {
        Core.Check.Length(scores.Length, _seenBy.Length);
        _stamp++;
        foreach (int item in removed)
        {
            if ((uint)item < (uint)_seenBy.Length)
            {
                _seenBy[item] = _stamp;
            }
        }

        CollectTargets(scores, targets);
        if (_ranks.Length < _scores.Count)
        {
            _ranks = new int[_scores.Count];
        }

        for (int place = 0; place < _scores.Count; place++)
        {
            float score = _scores[place];
            int ahead = scores.Length - CountBelow(scores, score);
            _ranks[place] = ahead - NotBelow(scores, targets, score, asTargets: true)
                - NotBelow(scores, removed, score, asTargets: false) + place + 1;
        }

        return _ranks.AsSpan(0, _scores.Count);
    }

    private static int CountBelow(ReadOnlySpan<float> scores, float bound)
    {
        var bounds = new Vector<float>(bound);
        Vector<int> counts = Vector<int>.Zero;
        int i = 0;
        for (; i + Vector<float>.Count <= scores.Length; i += Vector<float>.Count)
        {
            // A true lane is all ones, which is −1.
            counts -= Vector.LessThan(new Vector<float>(scores[i..]), bounds);
        }

        int count = Vector.Sum(counts);
        for (; i < scores.Length; i++)
        {
            count += scores[i] < bound ? 1 : 0;
        }

        return count;
    }

    // Distinct, findable targets by descending score; unknown ones are counted by identity.
    private void CollectTargets(ReadOnlySpan<float> scores, ReadOnlySpan<int> targets)
    {
        _scores.Clear();
        TargetCount = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            int item = targets[i];
            if ((uint)item >= (uint)_targetOf.Length)
            {
                TargetCount += targets[..i].Contains(item) ? 0 : 1;
            }
            else if (_targetOf[item] != _stamp)
            {
                _targetOf[item] = _stamp;
                TargetCount++;
                if (_seenBy[item] != _stamp && !float.IsNegativeInfinity(scores[item]))
                {
                    _scores.Add(scores[item]);
                }
            }
        }

        _scores.Sort(static (left, right) => right.CompareTo(left));
    }

    // Distinct items of a list that are not strictly below the score. Findable targets are taken out of the count,
    // since their order among each other is known; removed items are no candidates. Marks are flipped to count an item
    // once.
    private int NotBelow(ReadOnlySpan<float> scores, ReadOnlySpan<int> items, float score, bool asTargets)
    {
        int[] marks = asTargets ? _targetOf : _seenBy;
        int count = 0;
        foreach (int item in items)
        {
            bool counts = (uint)item < (uint)marks.Length && marks[item] == _stamp
                && !(asTargets && _seenBy[item] == _stamp);
            if (counts)
            {
                marks[item] = -_stamp;
                count += scores[item] < score ? 0 : 1;
            }
        }

        foreach (int item in items)
        {
            if ((uint)item < (uint)marks.Length && marks[item] == -_stamp)
            {
                marks[item] = _stamp;
            }
        }

        return count;
    }
}
