namespace Praxis.Bayes;

/// <summary>All pairs of nodes in rounds of tiles of which no two share a node.</summary>
/// <remarks>Nodes come in blocks of <see cref="Width"/>, and blocks meet by the circle method of round-robin
/// tournaments; a last round has the pairs inside of blocks. Rounds do not depend on threads.</remarks>
internal static class NodeTiles
{
    /// <summary>Nodes of a block: half a word of bits.</summary>
    internal const int Width = 32;

    /// <summary>The rounds; a tile of a block with itself stands for the pairs inside.</summary>
    /// <param name="nodeCount">p.</param>
    internal static (int First, int Second)[][] Rounds(int nodeCount)
    {
        int blocks = (nodeCount + Width - 1) / Width;
        int seats = blocks + (blocks & 1);
        var rounds = new List<(int First, int Second)[]>();
        for (int round = 0; round < seats - 1; round++)
        {
            var tiles = new List<(int First, int Second)>();
            for (int seat = 0; seat < seats / 2; seat++)
            {
                int one = seat == 0 ? seats - 1 : (round + seat) % (seats - 1);
                int other = (round + seats - 1 - seat) % (seats - 1);
                if (one < blocks && other < blocks)
                {
                    tiles.Add((Math.Min(one, other), Math.Max(one, other)));
                }
            }

            rounds.Add([.. tiles]);
        }

        // One block alone has a seat without a partner.
        rounds.RemoveAll(static tiles => tiles.Length == 0);
        rounds.Add([.. Enumerable.Range(0, blocks).Select(static block => (block, block))]);
        return [.. rounds];
    }
}
