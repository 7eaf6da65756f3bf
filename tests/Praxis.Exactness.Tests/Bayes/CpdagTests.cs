using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Equivalence classes against all DAGs of four nodes.</summary>
public sealed class CpdagTests
{
    private const int Nodes = 4;

    [Fact]
    public void Class_AllDagsOfFourNodes_IsThatOfSkeletonAndColliders()
    {
        (int From, int To)[][] dags = [.. Dags()];
        var classes = dags.GroupBy(Signature).ToDictionary(static one => one.Key, static one => one.ToArray());
        Assert.Equal((543, 185), (dags.Length, classes.Count));

        foreach ((int From, int To)[] dag in dags)
        {
            (int From, int To)[][] equivalent = classes[Signature(dag)];
            var found = Cpdag.Of(Nodes, dag);
            Assert.Equal(dag, found.Select(static edge => (edge.From, edge.To)));
            Assert.All(found, edge => Assert.Equal(
                equivalent.All(other => other.Contains((edge.From, edge.To))), edge.IsCompelled));
        }
    }

    // Each pair is without an edge or has one of two directions; what has no order is no DAG.
    private static IEnumerable<(int From, int To)[]> Dags()
    {
        (int I, int J)[] pairs = SmallGraphs.Pairs(Nodes);
        for (int code = 0; code < Math.Pow(3, pairs.Length); code++)
        {
            var edges = new List<(int From, int To)>();
            int rest = code;
            foreach ((int i, int j) in pairs)
            {
                int kind = rest % 3;
                rest /= 3;
                if (kind > 0)
                {
                    edges.Add(kind == 1 ? (i, j) : (j, i));
                }
            }

            if (IsAcyclic(edges))
            {
                yield return [.. edges];
            }
        }
    }

    private static bool IsAcyclic(List<(int From, int To)> edges)
    {
        List<int> left = [.. Enumerable.Range(0, Nodes)];
        while (left.Count > 0)
        {
            int sink = left.FindIndex(node => !edges.Exists(edge => edge.From == node && left.Contains(edge.To)));
            if (sink < 0)
            {
                return false;
            }

            left.RemoveAt(sink);
        }

        return true;
    }

    // Verma and Pearl (1990): DAGs are equivalent where skeleton and unshielded colliders are the same.
    private static string Signature((int From, int To)[] edges)
    {
        var skeleton = edges.Select(static edge => (Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To)))
            .ToHashSet();
        var colliders =
            from one in edges
            from two in edges
            where one.To == two.To && one.From < two.From && !skeleton.Contains((one.From, two.From))
            orderby one, two
            select (one, two);
        return string.Join(';', skeleton.Order()) + '|' + string.Join(';', colliders);
    }
}
