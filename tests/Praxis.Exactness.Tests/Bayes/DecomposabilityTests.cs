using System.Numerics;
using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class DecomposabilityTests
{
    private static readonly Dictionary<int, int[]> CountsByEdges = new()
    {
        [1] = [1],
        [2] = [1, 1],
        [3] = [1, 3, 3, 1],
        [4] = [1, 6, 15, 20, 12, 6, 1],
        [5] = [1, 10, 45, 120, 195, 180, 140, 90, 30, 10, 1],
        [6] = [1, 15, 105, 455, 1320, 2526, 3085, 3255, 3000, 2235, 1206, 615, 260, 60, 15, 1],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Graphs_ByMaximumCardinalitySearch_AreAsManyAsKnown(int vertices)
    {
        int[] counts = new int[CountsByEdges[vertices].Length];
        foreach (int mask in SmallGraphs.Decomposable(vertices))
        {
            counts[BitOperations.PopCount((uint)mask)]++;
        }

        Assert.Equal(CountsByEdges[vertices], counts);
    }

    // Every toggle of every decomposable graph: 272 310 at six vertices.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Toggle_Rules_AgreeWithTheWholeGraph(int vertices)
    {
        HashSet<int> decomposable = SmallGraphs.Decomposable(vertices);
        (int I, int J)[] pairs = SmallGraphs.Pairs(vertices);
        var common = new int[vertices];
        var reached = new HashSet<int>();
        foreach (int mask in decomposable)
        {
            UndirectedGraph graph = SmallGraphs.Of(vertices, mask);
            for (int k = 0; k < pairs.Length; k++)
            {
                int count = graph.CommonNeighbours(pairs[k].I, pairs[k].J, common);
                bool isAllowed = Decomposability.AllowsToggle(graph, pairs[k].I, pairs[k].J, common.AsSpan(0, count));
                Assert.Equal(decomposable.Contains(mask ^ (1 << k)), isAllowed);
                if (isAllowed)
                {
                    reached.Add(mask ^ (1 << k));
                }
            }
        }

        Assert.Equal(decomposable.Count, reached.Count);
    }

    [Fact]
    public void Toggle_RandomWalkOnManyVertices_StaysDecomposable()
    {
        const int Vertices = 70;
        var graph = new UndirectedGraph(Vertices);
        var random = new RandomStream(1, 0);
        var common = new int[Vertices];
        int refused = 0;
        for (int step = 0; step < 3000; step++)
        {
            int i = random.NextInt(Vertices);
            int j = (i + 1 + random.NextInt(Math.Min(12, Vertices - 1))) % Vertices;
            int count = graph.CommonNeighbours(i, j, common);
            bool isAllowed = Decomposability.AllowsToggle(graph, i, j, common.AsSpan(0, count));
            graph.Toggle(i, j);
            if (step % 10 == 0)
            {
                Assert.Equal(isAllowed, CliqueForest.Of(graph) is not null);
            }

            if (!isAllowed)
            {
                refused++;
                graph.Toggle(i, j);
            }
        }

        Assert.InRange(refused, 100, 2900);
    }

    [Fact]
    public void CliqueForest_AllSmallGraphs_HasTheMaximalCliques()
    {
        foreach (int mask in SmallGraphs.Decomposable(5))
        {
            UndirectedGraph graph = SmallGraphs.Of(5, mask);
            CliqueForest forest = CliqueForest.Of(graph)!;
            int[][] complete = [.. SmallGraphs.Subsets(5).Where(set => set.Length > 0 && graph.IsComplete(set))];
            IEnumerable<string> maximal = complete
                .Where(set => !complete.Any(other => other.Length > set.Length && set.All(other.Contains)))
                .Select(set => string.Join(' ', set));

            Assert.Equal(maximal.Order(), forest.Cliques.Select(set => string.Join(' ', set)).Order());
            int components = 5 - forest.Parents.Count(static parents => parents.Length > 0);
            Assert.Equal(forest.Cliques.Count - components, forest.Separators.Count);
        }
    }
}
