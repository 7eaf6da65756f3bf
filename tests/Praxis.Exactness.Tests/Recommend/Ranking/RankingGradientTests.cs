using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Exactness.Tests.Recommend.Ranking;

public sealed class RankingGradientTests
{
    [Theory]
    [InlineData(RankingTokenForm.Interleaved)]
    [InlineData(RankingTokenForm.Summed)]
    public void Step_EveryParameter_HasTheGradientOfItsDifference(RankingTokenForm form)
    {
        RankingLog log = RankingLogFixture.Log(11, mostEvents: 6);
        HstuRankingOptions options = RankingLogFixture.Options(form) with { Dropout = 0 };
        RankingVocabulary vocabulary = RankingLogFixture.Vocabulary(log);
        using HstuRankingModel model = RankingLogFixture.Model(options, vocabulary, 4);
        var rows = new VocabularyRows(vocabulary, log);
        RankingWindow[] windows =
            WindowScorer.Windows(RankingSplit.WholeAsTest(log), RankingPart.Test, options.MaxLength);
        var training = new RankingTraining(
            model, new TokenWriter(rows, form), new RankingLoss(vocabulary, log, [1, 0.7]), windows, windows.Length, 1,
            2, () => new Dictionary<string, double>());
        training.Step(0, 0);
        float[][] gradients = [.. training.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        for (int p = 0; p < training.Parameters.Count; p++)
        {
            Parameter parameter = training.Parameters[p];
            int stride = Math.Max(1, gradients[p].Length / 5);
            for (int i = 0; i < gradients[p].Length; i += stride)
            {
                double difference = Difference(training, parameter, i);

                // 32-bit losses near 1 differ by 1e-7, over a step of 2e-2.
                Assert.True(
                    Math.Abs(difference - gradients[p][i]) < 2e-4 + (0.01 * Math.Abs(difference)),
                    $"{parameter.Name}[{i}]: difference {difference}, gradient {gradients[p][i]}");
            }
        }
    }

    private static double Difference(RankingTraining training, Parameter parameter, int place)
    {
        const float step = 1e-2f;
        float kept = parameter.Values[place];
        parameter.Values[place] = kept + step;
        double above = training.Step(0, 0);
        parameter.Values[place] = kept - step;
        double below = training.Step(0, 0);
        parameter.Values[place] = kept;
        return (above - below) / (2 * step);
    }
}
