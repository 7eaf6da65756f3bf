namespace Praxis.Bayes;

/// <summary>Lays a design out as the blockwise sampler has it: columns of a unit side by side, without
/// filling.</summary>
internal sealed class SpikeSlabData
{
    private readonly SelectionDesign _design;
    private readonly int[] _columns;

    /// <summary>Lays the columns out.</summary>
    internal SpikeSlabData(SelectionDesign design)
    {
        _design = design;
        _columns = [.. design.Units.SelectMany(static unit => unit)];
    }

    /// <summary>The sampler's model.</summary>
    /// <param name="response">Outcomes.</param>
    /// <param name="slabVariance">τ².</param>
    /// <param name="logPriorOdds">Of each unit.</param>
    /// <param name="link">The link.</param>
    internal SpikeSlabModel Model(bool[] response, double slabVariance, double logPriorOdds, WorkingLink link)
    {
        int n = _design.RowCount;
        var values = new double[_columns.Length * n];
        for (int place = 0; place < _columns.Length; place++)
        {
            _design.Column(_columns[place])[..n].CopyTo(values.AsSpan(place * n));
        }

        var forced = new double[_design.ForcedCount * n];
        for (int place = 0; place < _design.ForcedCount; place++)
        {
            _design.ForcedColumn(place)[..n].CopyTo(forced.AsSpan(place * n));
        }

        var starts = new int[_design.Units.Length + 1];
        for (int unit = 0; unit < _design.Units.Length; unit++)
        {
            starts[unit + 1] = starts[unit] + _design.Units[unit].Length;
        }

        return new SpikeSlabModel(
            values,
            response,
            starts,
            slabVariance,
            [.. Enumerable.Repeat(logPriorOdds, _design.Units.Length)],
            link,
            forced,
            _design.ForcedVariances);
    }

    /// <summary>Kept draws of all chains with the design's numbers of columns, at most so many.</summary>
    internal SparseCoefficients[] Draws(IReadOnlyList<SparseDraws> chains, int most)
    {
        int total = chains.Sum(static chain => chain.Count);
        int step = Math.Max(1, (total + most - 1) / most);
        var draws = new List<SparseCoefficients>();
        int number = 0;
        foreach (SparseDraws chain in chains)
        {
            for (int draw = 0; draw < chain.Count; draw++)
            {
                if (number++ % step == 0)
                {
                    draws.Add(new SparseCoefficients(
                        [.. chain.Columns(draw).ToArray().Select(Number)], chain.Values(draw).ToArray()));
                }
            }
        }

        return [.. draws];
    }

    private int Number(int place) => place < _columns.Length ? _columns[place] : -1 - (place - _columns.Length);
}
