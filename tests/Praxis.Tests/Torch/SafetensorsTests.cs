using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Tests.Torch;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    private string FilePath => Path.Combine(_folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        NamedArray[] written = [new("a", [2, 3], [1, 2, 3, 4, 5, float.NaN]), new("b.c", [0], []), new("d", [], [7])];
        Safetensors.Write(FilePath, written);
        IReadOnlyDictionary<string, NamedArray> read = Safetensors.Read(FilePath);
        Assert.Equal(3, read.Count);
        foreach (NamedArray array in written)
        {
            Assert.Equal(array.Shape, read[array.Name].Shape);
            Assert.Equal(array.Values, read[array.Name].Values);
        }
    }

    [Fact]
    public void Write_Header_IsAsTheFormatSays()
    {
        Safetensors.Write(FilePath, [new("w", [1], [1f])]);
        byte[] bytes = File.ReadAllBytes(FilePath);
        int header = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(0, header % 8);
        string json = System.Text.Encoding.UTF8.GetString(bytes, 8, header).TrimEnd();
        Assert.Equal("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", json);
        Assert.Equal(1f, BitConverter.ToSingle(bytes, 8 + header));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(75)]
    public void Read_TruncatedFile_NamesTheFile(int kept)
    {
        Safetensors.Write(FilePath, [new("w", [4], [1, 2, 3, 4])]);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..kept]);
        InputException error = Assert.Throws<InputException>(() => Safetensors.Read(FilePath));
        Assert.StartsWith(FilePath + ": is damaged or not a safetensors file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "[1]")]
    [InlineData("[0]", "[1]")]
    [InlineData("[-4,0]", "[1]")]
    [InlineData("[4,0]", "[-1]")]
    [InlineData("[0,9223372036854775804]", "[2305843009213693951]")]
    [InlineData("[0,4]", "[4611686018427387905]")]
    public void Read_ImpossibleHeader_NamesTheFile(string offsets, string shape)
    {
        string header = $$$"""{"w":{"dtype":"F32","shape":{{{shape}}},"data_offsets":{{{offsets}}} }}""";
        File.WriteAllBytes(
            FilePath,
            [.. BitConverter.GetBytes((long)header.Length), .. System.Text.Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);
        InputException error = Assert.Throws<InputException>(() => Safetensors.Read(FilePath));
        Assert.StartsWith(FilePath + ": is damaged or not a safetensors file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherFile_NamesTheFile()
    {
        File.WriteAllText(FilePath, "user_id,item_id,timestamp\n1,2,3\n");
        InputException error = Assert.Throws<InputException>(() => Safetensors.Read(FilePath));
        Assert.Contains("is not a safetensors file", error.Message, StringComparison.Ordinal);
    }
}
