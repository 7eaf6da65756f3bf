using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class RowSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Number_RandomRows_GivesPlacesInAscendingOrder(int rowCount)
    {
        var random = new RandomStream(1, 1);
        int[] rows = [.. Enumerable.Range(0, 300).Select(_ => random.NextInt(rowCount)), rowCount - 1];
        var set = new RowSet(rowCount);
        set.Add([0]);
        set.Clear();
        Parallel.For(0, rows.Length, i => set.Add([rows[i]]));
        set.Number();

        int[] expected = [.. rows.Distinct().Order()];
        var members = new int[set.Count];
        set.CopyTo(members);
        Assert.Equal(expected, members);
        Assert.All(rows, row => Assert.Equal(Array.IndexOf(expected, row), set.PlaceOf(row)));
    }
}
