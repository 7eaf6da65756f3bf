using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend.Ranking;

/// <summary>A small random log with baskets, contexts and slow changes, and models on it.</summary>
internal static class RankingLogFixture
{
    public const int Users = 7;
    private const int Items = 9;

    public static RankingLog Log(ulong seed, int mostEvents = 14)
    {
        var random = new RandomStream(seed, 1);
        var users = new List<int>();
        var items = new List<int>();
        var times = new List<long>();
        for (int user = 0; user < Users; user++)
        {
            long time = 1_700_000_000 + random.NextInt(100_000);
            int count = 3 + random.NextInt(mostEvents - 2);
            for (int i = 0; i < count; i++)
            {
                // Every third event, about, stands at the time of the one before.
                time += random.NextInt(3) == 0 ? 0 : 1 + random.NextInt(90_000);
                users.Add(user);
                items.Add(random.NextInt(Items));
                times.Add(time);
            }
        }

        string[] names = [.. Enumerable.Range(0, Items).Select(item => $"i{item}")];
        string[] people = [.. Enumerable.Range(0, Users).Select(user => $"u{user}")];
        var events = InteractionLog.FromEvents(people, names, [.. users], [.. items], [.. times]);
        float[] labels =
        [
            .. Enumerable.Range(0, events.EventCount)
                .SelectMany(_ => new[] { random.NextInt(2), (float)random.NextDouble() }),
        ];
        return new RankingLog(
            events,
            RankingTask.Parse("liked=a:1,b"),
            labels,
            [new RankingColumn("country", ["", "x", "y"])],
            [.. Enumerable.Range(0, Users).Select(_ => random.NextInt(3))],
            [new RankingColumn("city", ["", "p", "q"])],
            [.. Enumerable.Range(0, events.EventCount).Select(_ => random.NextInt(3))]);
    }

    public static HstuRankingOptions Options(RankingTokenForm form, int maxLength = 50) =>
        new() { Width = 8, HeadCount = 2, LayerCount = 2, MaxLength = maxLength, Tokens = form };

    public static RankingVocabulary Vocabulary(RankingLog log) => new()
    {
        Tasks = log.Tasks,
        Items = [.. log.Events.ItemIds.Skip(1)],
        ContextColumns = [.. log.ContextColumns],
        SlowColumns = [.. log.SlowColumns],
        Means = [0.4, 0.5],
        Deviations = [0.5, 0.3],
        Bounds = [[0.5f], [0.3f, 0.6f]],
    };

    /// <summary>A model whose parameters are all away from their first values, so that none is 0 or 1.</summary>
    public static HstuRankingModel Model(HstuRankingOptions options, RankingVocabulary vocabulary, ulong seed)
    {
        var model = new HstuRankingModel(options, vocabulary, seed);
        ulong stream = 100;
        foreach (Praxis.Torch.Parameter parameter in model.Dense.Append(model.Table))
        {
            var random = new RandomStream(seed, stream++);
            Span<float> values = parameter.Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += (float)(0.6 * (random.NextDouble() - 0.5));
            }
        }

        return model;
    }
}
