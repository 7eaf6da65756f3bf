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
        Assert.Equal(options with { Unit = TargetUnit.Event }, loaded.Options);
    }

    [Theory]
    [InlineData(SequenceLoss.InBatch)]
    [InlineData(SequenceLoss.Gbce)]
    public void Fit_OtherLosses_AnyThreadCount_GiveEqualScores(SequenceLoss loss)
    {
        HstuOptions options = Small with { Loss = loss, EpochCount = 2 };
        Assert.Equal(Scores(options, threadCount: 1), Scores(options, threadCount: 3));
        Assert.NotEqual(Scores(options, threadCount: 1), Scores(Small with { EpochCount = 2 }, threadCount: 1));
    }

    [Fact]
    public void Fit_OptionsWithoutEffect_Warn()
    {
        Assert.Equal(
            ["--bias has no effect with --encoder transformer-plus"],
            Warnings(Small with { Encoder = HstuEncoder.TransformerPlus, Bias = HstuBias.Time }));
        Assert.Equal(
            [
                "--calibration has no effect with --loss in-batch",
                "--negative-count has no effect with --loss in-batch",
            ],
            Warnings(Small with { Loss = SequenceLoss.InBatch, Calibration = 0.5 }));
        Assert.Empty(Warnings(Small with { Loss = SequenceLoss.Gbce, Calibration = 0.5 }));
    }

    [Fact]
    public void Fit_GbceWithoutNegatives_IsRefused()
    {
        HstuOptions options = Small with { Loss = SequenceLoss.Gbce, NegativeCount = 0 };
        InputException refusal = Assert.Throws<InputException>(
            () => new SequenceEstimator<HstuOptions>(options).Fit(Split, new FitContext()));
        Assert.Equal("--loss gbce needs --negative-count of at least 1; got 0", refusal.Message);
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

    private static float[] Scores(HstuOptions options, int threadCount)
    {
        RecommendSplit split = Split;
        using FittedSequenceModel<HstuOptions> fitted =
            new SequenceEstimator<HstuOptions>(options).Fit(split, new FitContext { ThreadCount = threadCount });
        var scores = new float[fitted.ItemCount];
        fitted.Score([split.Test.QueryOf(split.Log, 0)], scores);
        return scores;
    }

    private static List<string> Warnings(HstuOptions options)
    {
        var warnings = new List<string>();
        var context = new FitContext
        {
            Report = found =>
                warnings.AddRange(found is NoticeEvent { IsWarning: true } notice ? [notice.Message] : []),
        };
        using FittedSequenceModel<HstuOptions> fitted =
            new SequenceEstimator<HstuOptions>(options).Fit(Split, context);
        return warnings;
    }
}
