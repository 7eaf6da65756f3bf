using System.IO.Compression;
using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Parts;

public sealed class PartPoolFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        PartPool pool = DrawnParts.Pool;
        PartPoolFile.Save(_folder["pool"], pool);

        PartPool loaded = PartPoolFile.Load(_folder["pool"]);

        Assert.Equal(pool.Rejections, loaded.Rejections);
        Assert.Equal(pool.Count, loaded.Count);
        foreach ((BodyPart a, BodyPart b) in pool.Parts.Zip(loaded.Parts))
        {
            Assert.Equal((a.Type.Index, a.Source), (b.Type.Index, b.Source));
            Assert.Equal(a.Image.Pixels, b.Image.Pixels);
            Assert.Equal(a.Mask, b.Mask);
            Assert.Equal(a.Joints, b.Joints);
        }
    }

    [Fact]
    public void Save_OverAPool_IsRefused()
    {
        Saved();

        Assert.Equal(
            "pool: holds a pool of parts; choose another folder or delete it",
            _folder.Error(() => PartPoolFile.Save(_folder["pool"], new PartPool([]))));
    }

    [Fact]
    public void Save_AmongFiles_IsRefusedAndLeavesThem()
    {
        Directory.CreateDirectory(_folder["pool/left-arm"]);
        _folder.Write("pool/left-arm/old.png", "x");

        Assert.Equal(
            "pool: holds files and no parts.json; choose a folder that is empty or not there, or delete it where it is"
                + " what a killed pool left",
            _folder.Error(() => PartPoolFile.Save(_folder["pool"], DrawnParts.Pool)));
        Assert.True(File.Exists(_folder["pool/left-arm/old.png"]));
    }

    [Fact]
    public void Save_IntoAnEmptyFolder_LeavesNothingBesideThePool()
    {
        _folder.Write("pool/.praxis-pool/left.png", "of a killed process");
        PartPoolFile.Save(_folder["pool"] + "/", DrawnParts.Pool);
        _folder.Write("new.praxis-pool/left.png", "of a killed process");
        PartPoolFile.Save(_folder["new"], DrawnParts.Pool);

        Assert.Equal(
            ["new", "pool"],
            Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (string folder in (string[])["new", "pool"])
        {
            Assert.False(Directory.Exists(Path.Combine(_folder[folder], ".praxis-pool")));
            Assert.True(File.Exists(Path.Combine(_folder[folder], PartPoolFile.SheetName)));
            Assert.Equal(DrawnParts.Pool.Count, PartPoolFile.Load(_folder[folder]).Count);
        }
    }

    [Fact]
    public void Load_AbsentPool_SaysSo() => Assert.Equal(
        "pool/parts.json: cannot be read; give a folder that a pool of parts was saved to",
        _folder.Error(() => PartPoolFile.Load(_folder["pool"])));

    [Fact]
    public void Load_AbsentOrDamagedPart_SaysWhich()
    {
        string part = Saved();
        byte[] png = File.ReadAllBytes(part);
        File.WriteAllBytes(part, [1, 2, 3]);
        Assert.Equal(
            "pool/left-arm/00000.png: is not a picture; build the pool again",
            _folder.Error(() => PartPoolFile.Load(_folder["pool"])));
        File.WriteAllBytes(part, png[..(png.Length / 2)]);
        Assert.StartsWith(
            "pool/left-arm/00000.png: is ",
            _folder.Error(() => PartPoolFile.Load(_folder["pool"])),
            StringComparison.Ordinal);
        File.Delete(part);
        Assert.Equal(
            "pool/left-arm/00000.png: is not there though the manifest names it; build the pool again",
            _folder.Error(() => PartPoolFile.Load(_folder["pool"])));
    }

    [Theory]
    [InlineData("\"type\":\"left-arm\"", "\"type\":\"tail\"", "part 0 is of type \"tail\", which is none of ")]
    [InlineData("\"version\":1", "\"version\":9", "praxis-parts version 9; this program reads ")]
    [InlineData("[12,15,1],", "", "part 0 must have 16 joints of x, y and a state from 0 to 6")]
    [InlineData("\"parts\":", "\"parts\":7", "is not a manifest of parts; build the pool again")]
    [InlineData("\"parts\":[", "\"parts\":[null,", "part 0 must have a file, type, source and joints")]
    [InlineData("\"file\":\"left-arm/00000.png\"", "\"file\":null", "part 0 must have a file, type, source and joints")]
    [InlineData("\"rejections\":[", "\"rejections\":[null", "has no parts or no rejections")]
    [InlineData("left-arm/00000.png", "a\\u0000b", "part 0 must have a file, type, source and joints")]
    [InlineData("[12,15,1],", "[12,15,1.5],", "part 0 must have 16 joints of x, y and a state from 0 to 6")]
    [InlineData("left-arm/00000.png", "../secret.png", "part 0 is ../secret.png, which is not in the pool's folder")]
    [InlineData("left-arm/00000.png", "/etc/passwd", "part 0 is /etc/passwd, which is not in the pool's folder")]
    public void Load_WrongManifest_SaysWhat(string from, string to, string expected)
    {
        Saved();
        string manifest = _folder["pool/parts.json"];
        string text = File.ReadAllText(manifest);
        int place = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(manifest, text[..place] + to + text[(place + from.Length)..]);

        Assert.Contains(
            expected,
            Assert.Throws<InputException>(() => PartPoolFile.Load(_folder["pool"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Png_Labels_AreReadAsNumbers()
    {
        // 3 x 2 pixels of 8-bit grey: 0 1 2, then 3 0 19 with the filter "up".
        byte[] png = Png(8, 0, [0, 0, 1, 2, 2, 3, 255, 17]);

        ParsingMap map = ParsingPng.Read(_folder.Write("map.png", png), ParsingMap.LipNames);

        Assert.Equal((3, 2), (map.Width, map.Height));
        Assert.Equal([0, 1, 2, 3, 0, 19], map.Labels);
    }

    [Fact]
    public void Png_PaletteOfFourBits_IsReadAsNumbers()
    {
        byte[] png = Png(4, 3, [0, 0x01, 0x20, 1, 0x30, 0x40]);

        Assert.Equal([0, 1, 2, 3, 0, 7], ParsingPng.Read(_folder.Write("map.png", png), ParsingMap.LipNames).Labels);
    }

    [Fact]
    public void Png_NotAMap_SaysWhat()
    {
        string[] names = [.. ParsingMap.LipNames];
        byte[] png = Png(8, 0, [0, 0, 1, 2, 0, 3, 0, 19]);
        string Error(byte[] bytes, string[]? known = null) =>
            _folder.Error(() => ParsingPng.Read(_folder.Write("map.png", bytes), known ?? names));

        Assert.Equal("map.png: is not a PNG file; give a map of labels as PNG", Error([1, 2]));
        Assert.Equal("map.png: is cut off or damaged; copy it again", Error(png[..^20]));
        Assert.Equal(
            "map.png: has label 19 where 19 are known, 0 to 18; give their names", Error(png, names[..19]));
        Assert.Equal(
            "map.png: has colour type 2, 8 bits; save the map as 8-bit grey or palette PNG, not interlaced",
            Error(Png(8, 2, [0])));
        Assert.Equal(
            "no.png: cannot be read; check the path of the map",
            _folder.Error(() => ParsingPng.Read(_folder["no.png"], names)));
    }

    public void Dispose() => _folder.Dispose();

    private string Saved()
    {
        PartPoolFile.Save(_folder["pool"], new PartPool([DrawnParts.Block(0, 24, 30)]));
        return _folder["pool/left-arm/00000.png"];
    }

    // A PNG of 3 x 2 pixels; checksums are not read.
    private static byte[] Png(byte depth, byte colourType, byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        byte[] Chunk(string name, byte[] body) =>
        [
            0, 0, 0, (byte)body.Length, .. System.Text.Encoding.ASCII.GetBytes(name), .. body, 0, 0, 0, 0,
        ];
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 2, depth, colourType, 0, 0, 0]),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }
}
