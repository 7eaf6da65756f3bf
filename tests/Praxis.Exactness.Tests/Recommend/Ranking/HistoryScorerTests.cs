using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend.Ranking;

/// <summary>One model, one answer: in a window with others, behind a cache, extended or not, in any
/// micro-batch.</summary>
public sealed class HistoryScorerTests
{
    // Two ways of adding up the same numbers in 32 bits.
    private const double Tolerance = 1e-5;

    public static TheoryData<RankingTokenForm, int> FormsAndLengths => new()
    {
        { RankingTokenForm.Interleaved, 50 },
        { RankingTokenForm.Interleaved, 4 },
        { RankingTokenForm.Summed, 50 },
        { RankingTokenForm.Summed, 4 },
    };

    [Theory]
    [MemberData(nameof(FormsAndLengths))]
    public void Score_MicroBatches_IsOnePassACandidate(RankingTokenForm form, int length)
    {
        using var place = new Place(form, length);
        int[] items = [0, 3, 5, 8, 1, 3, 7];
        for (int user = 0; user < RankingLogFixture.Users; user++)
        {
            long time = place.LastTime(user) + 5000;
            EncodedHistory history = place.Scorer.Encode(user, time);

            float[] alone =
            [
                .. items.SelectMany(item => place.Scorer.Score(place.Scorer.Encode(user, time), [item], time)),
            ];

            foreach (int microBatch in new[] { 1, 2, 3, 7, 100 })
            {
                Equal(alone, place.Scorer.Score(history, items, time, microBatch));
            }
        }
    }

    [Theory]
    [MemberData(nameof(FormsAndLengths))]
    public void Score_EventsOfTheLog_IsWhatTrainingForetells(RankingTokenForm form, int length)
    {
        using var place = new Place(form, length);
        InteractionLog log = place.Log.Events;
        float[] together = place.ScoreAllEvents();
        for (int user = 0; user < RankingLogFixture.Users; user++)
        {
            for (int i = 0; i < log.CountOf(user); i++)
            {
                long time = log.TimesOf(user).Span[i];
                EncodedHistory history = place.Scorer.Encode(user, time);

                float[] candidate = place.Scorer.Score(history, [log.ItemsOf(user).Span[i]], time);

                Equal(together.AsSpan((log.Offsets[user] + i) * 2, 2).ToArray(), candidate);
            }
        }
    }

    [Theory]
    [MemberData(nameof(FormsAndLengths))]
    public void Extend_EventByEvent_IsEncodingAnew(RankingTokenForm form, int length)
    {
        using var place = new Place(form, length);
        InteractionLog log = place.Log.Events;
        int[] items = [2, 4, 6];
        for (int user = 0; user < RankingLogFixture.Users; user++)
        {
            long[] times = [.. log.TimesOf(user).ToArray().Distinct(), place.LastTime(user) + 77];
            EncodedHistory extended = place.Scorer.Encode(user, times[0]);
            foreach (long time in times)
            {
                extended = place.Scorer.Extend(extended, user, time);

                Equal(
                    place.Scorer.Score(place.Scorer.Encode(user, time), items, time),
                    place.Scorer.Score(extended, items, time));
            }
        }
    }

    [Fact]
    public void Cache_AnyOrderOfRequestsAndBudget_ChangesNoPrediction()
    {
        using var place = new Place(RankingTokenForm.Interleaved, 8);
        long oneHistory = place.Scorer.Encode(0, place.LastTime(0)).ByteCount;
        int[] items = [1, 2, 3];
        foreach (long budget in new[] { 0, 3 * oneHistory, long.MaxValue })
        {
            var cache = new UserCache(place.Scorer, budget);
            var random = new Praxis.Numerics.RandomStream(9, 9);
            for (int request = 0; request < 60; request++)
            {
                int user = random.NextInt(RankingLogFixture.Users);
                ReadOnlySpan<long> times = place.Log.Events.TimesOf(user).Span;
                long time = times[random.NextInt(times.Length)] + random.NextInt(3);

                float[] cached = cache.Score(user, items, time).Predictions;

                Equal(place.Scorer.Score(place.Scorer.Encode(user, time), items, time), cached);
                Assert.True(cache.Statistics.Bytes <= budget);
            }

            Assert.Equal(budget > 0, cache.Statistics.Hits > 0);
        }
    }

    [Fact]
    public void Predict_UnknownAndRepeatedNames_AreScoredOnceAndSaid()
    {
        using var place = new Place(RankingTokenForm.Interleaved, 50);
        string known = place.Log.Events.ItemIds[2];
        string user = place.Log.Events.UserIds[0];
        var question = new RankingPredictOptions
        {
            Users = $"{user},nobody,{user}",
            Items = $"new,{known},other new,{known}",
            At = $"{place.LastTime(0) + 5000}",
        };

        ResultTable answers = place.Predictor.Predict(question, new FitContext());

        Assert.Equal(6, answers.Rows.Count);
        object?[] Row(string name, string item) =>
            answers.Rows.Single(row => (string?)row[0] == name && (string?)row[2] == item).ToArray();
        Assert.Null(Row(user, known)[^1]);
        Assert.Equal("unknown item", Row(user, "new")[^1]);
        Assert.Equal("unknown user; unknown item", Row("nobody", "new")[^1]);
        Assert.Equal(Row(user, "new")[3], Row(user, "other new")[3]);
        Assert.NotEqual(Row(user, "new")[3], Row(user, known)[3]);
    }

    [Fact]
    public void Cache_OverBudget_DropsWhoWasAskedForLongestAgo()
    {
        using var place = new Place(RankingTokenForm.Interleaved, 50);
        long[] bytes = [.. Enumerable.Range(0, 3).Select(user =>
            place.Scorer.Encode(user, long.MaxValue).ByteCount)];
        var cache = new UserCache(place.Scorer, bytes[0] + Math.Max(bytes[1], bytes[2]));
        cache.Score(0, [1], long.MaxValue);
        cache.Score(1, [1], long.MaxValue);
        cache.Score(0, [1], long.MaxValue);
        cache.Score(2, [1], long.MaxValue);
        Assert.Equal(2, cache.Statistics.Count);
        cache.Score(0, [1], long.MaxValue);
        Assert.Equal(2, cache.Statistics.Hits);
    }

    // Labels of one time, or later, must not reach a prediction; earlier ones do.
    [Theory]
    [MemberData(nameof(FormsAndLengths))]
    public void ScoreAllEvents_AnotherLabel_ChangesLaterTimesOnly(RankingTokenForm form, int length)
    {
        using var place = new Place(form, length);
        InteractionLog log = place.Log.Events;
        float[] before = place.ScoreAllEvents();
        int changed = log.Offsets[3] + (log.CountOf(3) / 2);
        using var other = new Place(form, length, flippedLabel: changed);
        float[] after = other.ScoreAllEvents();
        long time = log.Times.Span[changed];
        bool isSeen = false;
        for (int index = 0; index < log.EventCount; index++)
        {
            bool isLater = index >= log.Offsets[3] && index < log.Offsets[4] && log.Times.Span[index] > time;
            bool differs = before[2 * index] != after[2 * index];
            Assert.True(isLater || !differs, $"event {index} sees the label of event {changed}");
            isSeen |= differs;
        }

        Assert.True(isSeen);
    }

    private static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    private sealed class Place : IDisposable
    {
        private readonly HstuRankingModel _model;
        private readonly VocabularyRows _rows;
        private readonly HstuRankingOptions _options;

        internal Place(RankingTokenForm form, int length, int flippedLabel = -1)
        {
            RankingLog log = RankingLogFixture.Log(5);
            if (flippedLabel >= 0)
            {
                float[] labels = log.Labels.ToArray();
                labels[2 * flippedLabel] = 1 - labels[2 * flippedLabel];
                log = new RankingLog(
                    log.Events, log.Tasks, labels, log.ContextColumns, log.Contexts.ToArray(), log.SlowColumns,
                    log.Slow.ToArray());
            }

            Log = log;
            _options = RankingLogFixture.Options(form, length);
            RankingVocabulary vocabulary = RankingLogFixture.Vocabulary(log);
            _model = RankingLogFixture.Model(_options, vocabulary, 3);
            _rows = new VocabularyRows(vocabulary, log);
            Scorer = new HistoryScorer(_model, _rows, _options);
        }

        internal RankingLog Log { get; }

        internal HistoryScorer Scorer { get; }

        internal RankingPredictor Predictor => new(Log, new FittedHstuRanking(_options, _model));

        internal long LastTime(int user) => Log.Events.TimesOf(user).Span[^1];

        internal float[] ScoreAllEvents() => new WindowScorer(_model, _rows, _options).Score(
            RankingSplit.WholeAsTest(Log), RankingPart.Test, 2, CancellationToken.None);

        public void Dispose() => _model.Dispose();
    }
}
