using System.Buffers.Binary;
using System.Text;
using Praxis.Core;
using Praxis.Data;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Data;

/// <summary>Pickles of data: those of CPython's own pickler with arrays as NumPy has them, and 3DPW's.</summary>
public sealed class PickleTests : IDisposable
{
    // CPython 3, pickle.dumps of {'poses': [2 by 3 of <f8, 2 by 2 of >i4 in Fortran's order], 'name': 'downtown ü',
    // 'n': (1, 2.5, None, True, -70000, 1 << 40, 300), 'empty': [], 'names': two of |S3}, protocols 0, 2 and 4.
    private const string Zero =
        "KGRwMApWcG9zZXMKcDEKKGxwMgpjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApwMwooY251bXB5Cm5kYXJy"
            + "YXkKcDQKKEkwCnRwNQpjX2NvZGVjcwplbmNvZGUKcDYKKFZiCnA3ClZsYXRpbjEKcDgKdHA5ClJwMTAKdHAxMQpScDEyCihJ"
            + "MQooSTIKSTMKdHAxMwpjbnVtcHkKZHR5cGUKcDE0CihWZjgKcDE1CkkwCkkxCnRwMTYKUnAxNwooSTMKVjwKcDE4Ck5OTkkt"
            + "MQpJLTEKSTAKdHAxOQpiSTAwCmc2CihWXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAw8D9cdTAwMDBcdTAw"
            + "MDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBAXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwCEBc"
            + "dTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDBcdTAwMDAQQFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAwMFx1MDAw"
            + "MBRAXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDAwXHUwMDFhwApwMjAKZzgKdHAyMQpScDIyCnRwMjMKYmFn"
            + "MwooZzQKZzUKZzEwCnRwMjQKUnAyNQooSTEKKEkyCkkyCnRwMjYKZzE0CihWaTQKcDI3CkkwCkkxCnRwMjgKUnAyOQooSTMK"
            + "Vj4KcDMwCk5OTkktMQpJLTEKSTAKdHAzMQpiSTAxCmc2CihWXHUwMDAwXHUwMDAwXHUwMDAwAVx1MDAwMFx1MDAwMFx1MDAw"
            + "MAJcdTAwMDBcdTAwMDBcdTAwMDAD/////ApwMzIKZzgKdHAzMwpScDM0CnRwMzUKYmFzVm5hbWUKcDM2ClZkb3dudG93biD8"
            + "CnAzNwpzVm4KcDM4CihJMQpGMi41Ck5JMDEKSS03MDAwMApMMTA5OTUxMTYyNzc3NkwKSTMwMAp0cDM5CnNWZW1wdHkKcDQw"
            + "CihscDQxCnNWbmFtZXMKcDQyCmczCihnNApnNQpnMTAKdHA0MwpScDQ0CihJMQooSTIKdHA0NQpnMTQKKFZTMwpwNDYKSTAK"
            + "STEKdHA0NwpScDQ4CihJMwpWfApwNDkKTk5OSS0xCkktMQpJMAp0cDUwCmJJMDAKZzYKKFZhYmNkZWYKcDUxCmc4CnRwNTIK"
            + "UnA1Mwp0cDU0CmJzLg==";

    private const string Two =
        "gAJ9cQAoWAUAAABwb3Nlc3EBXXECKGNudW1weS5jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnEDY251bXB5Cm5kYXJy"
            + "YXkKcQRLAIVxBWNfY29kZWNzCmVuY29kZQpxBlgBAAAAYnEHWAYAAABsYXRpbjFxCIZxCVJxCodxC1JxDChLAUsCSwOGcQ1j"
            + "bnVtcHkKZHR5cGUKcQ5YAgAAAGY4cQ9LAEsBh3EQUnERKEsDWAEAAAA8cRJOTk5K/////0r/////SwB0cRNiiWgGWDIAAAAA"
            + "AAAAAADDsD8AAAAAAAAAQAAAAAAAAAhAAAAAAAAAEEAAAAAAAAAUQAAAAAAAABrDgHEUaAiGcRVScRZ0cRdiaANoBGgFaAqH"
            + "cRhScRkoSwFLAksChnEaaA5YAgAAAGk0cRtLAEsBh3EcUnEdKEsDWAEAAAA+cR5OTk5K/////0r/////SwB0cR9iiGgGWBQA"
            + "AAAAAAABAAAAAgAAAAPDv8O/w7/DvHEgaAiGcSFScSJ0cSNiZVgEAAAAbmFtZXEkWAsAAABkb3dudG93biDDvHElWAEAAABu"
            + "cSYoSwFHQAQAAAAAAABOiEqQ7v7/igYAAAAAAAFNLAF0cSdYBQAAAGVtcHR5cShdcSlYBQAAAG5hbWVzcSpoA2gEaAVoCodx"
            + "K1JxLChLAUsChXEtaA5YAgAAAFMzcS5LAEsBh3EvUnEwKEsDWAEAAAB8cTFOTk5K/////0r/////SwB0cTJiiWgGWAYAAABh"
            + "YmNkZWZxM2gIhnE0UnE1dHE2YnUu";

    private const string Four =
        "gASVswEAAAAAAAB9lCiMBXBvc2VzlF2UKIwVbnVtcHkuY29yZS5tdWx0aWFycmF5lIwMX3JlY29uc3RydWN0lJOUjAVudW1w"
            + "eZSMB25kYXJyYXmUk5RLAIWUQwFilIeUUpQoSwFLAksDhpRoBowFZHR5cGWUk5SMAmY4lEsASwGHlFKUKEsDjAE8lE5OTkr/"
            + "////Sv////9LAHSUYolDMAAAAAAAAPA/AAAAAAAAAEAAAAAAAAAIQAAAAAAAABBAAAAAAAAAFEAAAAAAAAAawJR0lGJoBWgI"
            + "aAloCoeUUpQoSwFLAksChpRoD4wCaTSUSwBLAYeUUpQoSwOMAT6UTk5OSv////9K/////0sAdJRiiEMQAAAAAQAAAAIAAAAD"
            + "/////JR0lGJljARuYW1llIwLZG93bnRvd24gw7yUjAFulChLAUdABAAAAAAAAE6ISpDu/v+KBgAAAAAAAU0sAXSUjAVlbXB0"
            + "eZRdlIwFbmFtZXOUaAVoCGgJaAqHlFKUKEsBSwKFlGgPjAJTM5RLAEsBh5RSlChLA4wBfJROTk5K/////0r/////SwB0lGKJ"
            + "QwZhYmNkZWaUdJRidS4=";

    // {'poses': [os.system('echo')]}
    private const string Malicious =
        "gAJ9cQBYBQAAAHBvc2VzcQFdcQJjcG9zaXgKc3lzdGVtCnEDWAQAAABlY2hvcQSFcQVScQZhcy4=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Zero)]
    [InlineData(Two)]
    [InlineData(Four)]
    public void Pickle_OfAnyProtocol_GivesTheValues(string base64)
    {
        var content = (Dictionary<string, object?>)PickleFile.Read(Write("a.pkl", Convert.FromBase64String(base64)))!;
        Assert.Equal(["poses", "name", "n", "empty", "names"], content.Keys);
        PickledArray[] poses = [.. ((List<object?>)content["poses"]!).Cast<PickledArray>()];
        Assert.Equal([2, 3], poses[0].Shape);
        Assert.Equal([1, 2, 3, 4, 5, -6.5], poses[0].Values.ToArray());
        Assert.Equal([1, 3, 2, -4], poses[1].Values.ToArray());
        Assert.Equal("downtown ü", content["name"]);
        Assert.Equal([1L, 2.5, null, true, -70000L, 1L << 40, 300L], (object?[])content["n"]!);
        Assert.Empty((List<object?>)content["empty"]!);
        Assert.Null(((PickledArray)content["names"]!).ToTable());
    }

    [Fact]
    public void Pickle_CutAnywhere_IsRefusedInOneLine()
    {
        foreach (string base64 in (string[])[Zero, Two, Four])
        {
            byte[] whole = Convert.FromBase64String(base64);
            for (int length = 0; length < whole.Length; length++)
            {
                InputException error = Assert.Throws<InputException>(
                    () => PickleFile.Read(Write("a.pkl", whole[..length])));
                Assert.Contains("a.pkl: byte ", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Fact]
    public void Pickle_WithABytesChanged_IsReadOrRefused()
    {
        byte[] whole = Convert.FromBase64String(Two);
        for (int place = 0; place < whole.Length; place++)
        {
            foreach (byte value in (byte[])[0, 40, 82, 98, 255])
            {
                byte[] bytes = [.. whole];
                bytes[place] = value;
                Exception? error = Record.Exception(() => PickleFile.Read(Write("a.pkl", bytes)));
                Assert.True(error is null or InputException, $"{place}, {value}: {error}");
            }
        }
    }

    [Fact]
    public void Pickle_ThatNamesAFunction_IsRefusedAndNothingRuns()
    {
        InputException error = Assert.Throws<InputException>(
            () => MotionFile.Read(Write("a.pkl", Convert.FromBase64String(Malicious))));
        Assert.Contains("names posix.system", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Folder_OfTwoPersons_GivesAClipOfEach()
    {
        Directory.CreateDirectory(_folder["set/train"]);
        Write("set/train/downtown_walk_00.pkl", Dance(persons: 2, frames: 4, columns: 72));
        MotionSet set = MotionFolder.Read(_folder["set"]);

        Assert.Equal(2, set.Entries.Count);
        Assert.Equal(2, set.Entries.Select(static entry => entry.Subject).Distinct().Count());
        Assert.All(set.Entries, static entry => Assert.Equal(MotionSplit.Train, entry.Split));
        var second = (MotionClip)set.Entries[1].Clip;
        Assert.Equal((4, 24, 1 / 30.0), (second.FrameCount, second.JointNames.Count, second.FrameSeconds));
        Assert.Equal(new Vector3D(2000, 2001, 2002), second.RootPositions[0]);
        Vector3D map = second.Rotations(3)[1].ToExponentialMap();
        Assert.Equal(.001 * ((3 * 72) + 3 + 1000), map.X, 1e-9);
        Assert.Equal(1 / 25.0, MotionFile.Read(
            _folder["set/train/downtown_walk_00.pkl"], new MotionReadOptions { FrameRate = 25 }).FrameSeconds);
    }

    [Theory]
    [InlineData(1, 66, "poses of person 1 is no array of [frames, 72] numbers")]
    [InlineData(0, 72, "has poses of 0 persons and trans of 0")]
    public void Dance_OfAnotherForm_SaysWhatIsMissing(int persons, int columns, string words)
    {
        InputException error = Assert.Throws<InputException>(
            () => MotionFile.Read(Write("a.pkl", Dance(persons, 4, columns))));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFiles_AreRefusedInOneLine()
    {
        InputException error = Assert.Throws<InputException>(() => MotionFile.Read(Write("a.c3d", [2, 80, 0])));
        Assert.Contains("a.c3d: is a file of an unknown ending", error.Message, StringComparison.Ordinal);
        Assert.Contains("smpl-pickle", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    // Protocol 2 as Python 2 writes it, with short strings as bytes: 'poses' and 'trans' of each person.
    private static byte[] Dance(int persons, int frames, int columns)
    {
        var bytes = new List<byte>([0x80, 2, (byte)'}', (byte)'(']);
        foreach ((string name, int width, double unit) in ((string, int, double)[])[
            ("poses", columns, .001), ("trans", 3, 1)])
        {
            Text(name);
            bytes.AddRange("](".Select(static letter => (byte)letter));
            for (int person = 0; person < persons; person++)
            {
                Array(frames, width, i => unit * (i + (1000 * (person + (unit == 1 ? 1 : 0)))));
            }

            bytes.Add((byte)'e');
        }

        bytes.AddRange("u.".Select(static letter => (byte)letter));
        return [.. bytes];

        void Text(string text) => bytes.AddRange([(byte)'U', (byte)text.Length, .. Encoding.Latin1.GetBytes(text)]);

        void Array(int rows, int width, Func<int, double> value)
        {
            bytes.AddRange(Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"));
            bytes.AddRange([(byte)'K', 0, 0x85]);
            Text("b");
            bytes.AddRange([0x87, (byte)'R', (byte)'(', (byte)'K', 1]);
            bytes.AddRange([(byte)'K', (byte)rows, (byte)'K', (byte)width, 0x86]);
            bytes.AddRange(Encoding.Latin1.GetBytes("cnumpy\ndtype\n"));
            Text("f8");
            bytes.AddRange([(byte)'K', 0, (byte)'K', 1, 0x87, (byte)'R', (byte)'(', (byte)'K', 3]);
            Text("<");
            bytes.AddRange("NNN"u8.ToArray());
            bytes.AddRange([(byte)'J', 255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, (byte)'K', 0]);
            bytes.AddRange([(byte)'t', (byte)'b', 0x89, (byte)'T', .. new byte[4]]);
            byte[] numbers = new byte[8 * rows * width];
            BinaryPrimitives.WriteInt32LittleEndian(
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[^4..], numbers.Length);
            for (int i = 0; i < rows * width; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(numbers.AsSpan(8 * i), value(i));
            }

            bytes.AddRange(numbers);
            bytes.AddRange([(byte)'t', (byte)'b']);
        }
    }
}
