using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Sequences;

public sealed class HstuVariantTests
{
    private static readonly HstuOptions Small =
        new() { Width = 8, HeadCount = 2, LayerCount = 1, MaxLength = 12, EpochCount = 1, NegativeCount = 4 };

    private static RecommendSplit Split => LeaveLastOutSplit.Make(TestLogs.Random(40, 15, 500, 3), SeenItemPolicy.Keep);

    [Theory]
    [InlineData(HstuEncoder.Hstu, HstuBias.None)]
    [InlineData(HstuEncoder.HstuSoftmax, HstuBias.PositionAndTime)]
    [InlineData(HstuEncoder.Transformer, HstuBias.PositionAndTime)]
    [InlineData(HstuEncoder.TransformerPlus, HstuBias.PositionAndTime)]
    public void Fit_AnyThreadCount_GivesEqualBytesThatLoad(HstuEncoder encoder, HstuBias bias)
    {
        HstuOptions options = Small with { Encoder = encoder, Bias = bias };
        using var one = new TemporaryFolder();
        using var three = new TemporaryFolder();
        new SequenceEstimator<HstuOptions>(options).Fit(Split, new FitContext()).Save(one.Path);
        new SequenceEstimator<HstuOptions>(options).Fit(Split, new FitContext { ThreadCount = 3 }).Save(three.Path);
        string[] files = [.. Directory.GetFiles(one.Path).Select(file => Path.GetFileName(file)!)];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(one.Path, file)), File.ReadAllBytes(Path.Combine(three.Path, file)));
        }

        using FittedSequenceModel<HstuOptions> loaded = FittedSequenceModel<HstuOptions>.Load(one.Path);
        Assert.Equal(options, loaded.Options);
    }

    [Fact]
    public void Fit_BiasOfATransformer_Warns()
    {
        var warnings = new List<string>();
        var context = new FitContext
        {
            Report = found => warnings.AddRange(found is NoticeEvent { IsWarning: true } notice ? [notice.Message] : []),
        };
        HstuOptions options = Small with { Encoder = HstuEncoder.TransformerPlus, Bias = HstuBias.Time };
        using FittedSequenceModel<HstuOptions> fitted =
            new SequenceEstimator<HstuOptions>(options).Fit(Split, context);
        Assert.Equal(["--bias has no effect with --encoder transformer-plus"], warnings);
    }

    [Fact]
    public void Fit_OddHeadsOfRotaryPositions_AreRefused()
    {
        HstuOptions options = Small with { Encoder = HstuEncoder.TransformerPlus, Width = 6, HeadCount = 2 };
        InputException refusal = Assert.Throws<InputException>(
            () => new SequenceEstimator<HstuOptions>(options).Fit(Split, new FitContext()));
        Assert.Equal(
            "--encoder transformer-plus rotates pairs, so --width divided by --head-count must be even; got 3",
            refusal.Message);
    }
}
