using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class CpdagTests
{
    private const int Nodes = 4;

    // Two DAGs are equivalent where they have the same skeleton and the same unshielded colliders (Verma and Pearl
    // 1990); an edge is compelled where all DAGs of the class agree on it.
    [Fact]
    public void Of_EveryDagOnFourNodes_IsWhatItsClassAgreesOn()
    {
        List<(int From, int To)[]> dags = [.. AllDags()];
        Assert.Equal(543, dags.Count);
        foreach (IGrouping<string, (int From, int To)[]> group in dags.GroupBy(Key))
        {
            (int From, int To)[][] members = [.. group];
            foreach ((int From, int To)[] dag in members)
            {
                Assert.All(Cpdag.Of(Nodes, dag), edge => Assert.Equal(
                    members.All(other => other.Contains((edge.From, edge.To))), edge.IsCompelled));
            }
        }
    }

    private static IEnumerable<(int From, int To)[]> AllDags()
    {
        (int I, int J)[] pairs = SmallGraphs.Pairs(Nodes);
        for (int code = 0; code < 729; code++)
        {
            var edges = new List<(int From, int To)>();
            int rest = code;
            foreach ((int i, int j) in pairs)
            {
                if (rest % 3 > 0)
                {
                    edges.Add(rest % 3 == 1 ? (i, j) : (j, i));
                }

                rest /= 3;
            }

            if (IsAcyclic(edges))
            {
                yield return [.. edges];
            }
        }
    }

    private static bool IsAcyclic(List<(int From, int To)> edges)
    {
        var left = new List<int>(Enumerable.Range(0, Nodes));
        while (left.Count > 0)
        {
            int source = left.FindIndex(node => !edges.Exists(edge => edge.To == node && left.Contains(edge.From)));
            if (source < 0)
            {
                return false;
            }

            left.RemoveAt(source);
        }

        return true;
    }

    private static string Key((int From, int To)[] dag)
    {
        HashSet<(int, int)> joined =
            [.. dag.Select(static edge => (Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To)))];
        IEnumerable<string> colliders =
            from one in dag
            from two in dag
            where one.To == two.To && one.From < two.From && !joined.Contains((one.From, two.From))
            select $"{one.From}>{one.To}<{two.From}";
        return string.Join(' ', joined.Order()) + "|" + string.Join(' ', colliders.Order(StringComparer.Ordinal));
    }
}
