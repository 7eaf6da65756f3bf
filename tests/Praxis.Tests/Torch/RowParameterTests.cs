using Praxis.Torch;

namespace Praxis.Tests.Torch;

public sealed class RowParameterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SecondMoments.Element)]
    [InlineData(SecondMoments.Row)]
    public void File_TableWithMoments_ComesBackWhole(SecondMoments moments)
    {
        using RowParameter table = Filled(moments);
        string path = Path.Combine(_folder, "table.safetensors");
        Safetensors.WriteBlocks(path, [TrainingBlocks.Values(table), .. TrainingBlocks.Moments(table)]);

        using var read = new RowParameter("items", table.RowCount, table.Width, moments);
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            TrainingBlocks.Read(file, read);
        }

        Assert.Equal(table.Values.Slice(0, 15).ToArray(), read.Values.Slice(0, 15).ToArray());
        Assert.Equal(table.FirstMoment.Slice(0, 15).ToArray(), read.FirstMoment.Slice(0, 15).ToArray());
        int seconds = (int)(5 * table.SecondWidth);
        Assert.Equal(table.SecondMoment.Slice(0, seconds).ToArray(), read.SecondMoment.Slice(0, seconds).ToArray());
        Assert.Equal(table.LastSteps[..5], read.LastSteps[..5]);
    }

    [Fact]
    public void Grow_MoreRows_KeepsTheOldOnesAndAddsZeros()
    {
        using RowParameter table = Filled(SecondMoments.Element);
        float[] before = table.Values.Slice(0, 15).ToArray();
        table.Grow(40);
        table.Grow(41);
        Assert.Equal(41, table.RowCount);
        Assert.Equal(before, table.Values.Slice(0, 15).ToArray());
        Assert.All(table.Values.Slice(15, 36 * 3).ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(4, table.LastSteps[4]);
        table.Restart(4, 9);
        Assert.Equal(new float[3], table.FirstMoment.Slice(12, 3).ToArray());
        Assert.Equal(9, table.LastSteps[4]);
    }

    private static RowParameter Filled(SecondMoments moments)
    {
        var table = new RowParameter("items", 5, 3, moments);
        foreach (NativeFloats memory in new[] { table.Values, table.FirstMoment, table.SecondMoment })
        {
            Span<float> values = memory.Slice(0, (int)memory.Length);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = i + 0.5f;
            }
        }

        for (int row = 0; row < 5; row++)
        {
            table.LastSteps[row] = row;
        }

        return table;
    }
}
