namespace Praxis.Bayes;

/// <summary>What is kept of the draws of a joint DAG, row by row: differences between groups, and the model-averaged
/// precision matrices.</summary>
internal sealed class JointDagRecord
{
    private const int DrawsPerMatrix = 10;
    private readonly JointDagPosterior _posterior;
    private readonly RowRecord[] _rows;

    /// <summary>Begins with nothing.</summary>
    /// <param name="model">Prior and likelihood.</param>
    /// <param name="posterior">The conditional posterior of a row's coefficients.</param>
    internal JointDagRecord(JointDagModel model, JointDagPosterior posterior)
    {
        _posterior = posterior;
        _rows = [.. Enumerable.Range(0, model.NodeCount).Select(_ => new RowRecord(model.NodeCount, model.GroupCount))];
    }

    internal void Add(JointDagRow row)
    {
        RowRecord record = _rows[row.Node];
        if (record.Draws++ % DrawsPerMatrix == 0)
        {
            for (int group = 0; group < row.Sets.Count; group++)
            {
                _posterior.AddMean(group, row.Sets[group].Regression, record.Precision[group]);
                record.Precision[group].EndMatrix();
            }
        }

        for (int first = 0; first < row.Sets.Count; first++)
        {
            for (int second = 0; second < row.Sets.Count; second++)
            {
                foreach (int parent in row.Sets[first].Regression.Active)
                {
                    if (first != second && !row.Sets[second].Contains(parent))
                    {
                        record.Count((first, second, parent));
                    }
                }
            }
        }
    }

    /// <summary>The mean precision matrix of a group, over all chains.</summary>
    internal static SymmetricMatrix Precision(IEnumerable<JointDagRecord> chains, int nodeCount, int group)
    {
        var all = new PrecisionAverage(nodeCount);
        foreach (JointDagRecord chain in chains)
        {
            var one = new PrecisionAverage(nodeCount);
            foreach (RowRecord row in chain._rows)
            {
                one.Add(row.Precision[group], isSameMatrices: true);
            }

            all.Add(one, isSameMatrices: false);
        }

        return all.Mean();
    }

    /// <summary>Differences between groups, the most probable first.</summary>
    internal static IReadOnlyList<EdgeDifference> Differences(IReadOnlyList<JointDagRecord> chains)
    {
        var found = new List<EdgeDifference>();
        for (int node = 0; node < chains[0]._rows.Length; node++)
        {
            double draws = chains.Sum(chain => (double)chain._rows[node].Draws);
            var keys = chains
                .SelectMany(chain => chain._rows[node].Differences.Keys)
                .Select(static key => key.Has < key.Lacks ? key : (key.Lacks, key.Has, key.Parent))
                .Distinct()
                .Order();
            foreach ((int first, int second, int parent) in keys)
            {
                found.Add(new EdgeDifference(
                    first, second, parent, node, Share((first, second, parent)), Share((second, first, parent))));
            }

            double Share((int, int, int) key) =>
                chains.Sum(chain => chain._rows[node].Differences.GetValueOrDefault(key)) / draws;
        }

        return [.. found.OrderByDescending(static difference => difference.Probability)];
    }

    internal void Write(BinaryWriter writer)
    {
        foreach (RowRecord row in _rows)
        {
            row.Write(writer);
        }
    }

    internal void Read(BinaryReader reader)
    {
        foreach (RowRecord row in _rows)
        {
            row.Read(reader);
        }
    }

    private sealed class RowRecord(int nodeCount, int groupCount)
    {
        internal int Draws { get; set; }

        internal PrecisionAverage[] Precision { get; } =
            [.. Enumerable.Range(0, groupCount).Select(_ => new PrecisionAverage(nodeCount))];

        internal Dictionary<(int Has, int Lacks, int Parent), int> Differences { get; } = [];

        internal void Count((int Has, int Lacks, int Parent) key) =>
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Differences, key, out _)++;

        internal void Write(BinaryWriter writer)
        {
            writer.Write(Draws);
            Array.ForEach(Precision, one => one.Write(writer));
            writer.Write(Differences.Count);
            foreach (((int has, int lacks, int parent), int count) in Differences)
            {
                writer.Write(has);
                writer.Write(lacks);
                writer.Write(parent);
                writer.Write(count);
            }
        }

        internal void Read(BinaryReader reader)
        {
            Draws = reader.ReadInt32();
            Array.ForEach(Precision, one => one.Read(reader));
            Differences.Clear();
            for (int count = reader.ReadInt32(); count > 0; count--)
            {
                Differences.Add(
                    (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()), reader.ReadInt32());
            }
        }
    }
}
