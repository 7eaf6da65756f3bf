using Praxis.Numerics;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Streaming;

public sealed class ItemVocabularyTests : IDisposable
{
    private const long Day = 86_400;
    private readonly string _folder = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Turn_EnoughEvents_AdmitsAtThatEventAndNotBefore()
    {
        var vocabulary = new ItemVocabulary(4);
        vocabulary.Use("a", 1);
        vocabulary.Use("a", 2);
        vocabulary.Use("b", 2);
        Assert.Empty(vocabulary.Turn(3, admitCount: 3, evictDays: 0, mostItems: 0));
        Assert.InRange(vocabulary.RowOf("a"), 0, 3);

        vocabulary.Use("a", 4);
        Assert.Equal([new VocabularyChange("a", 4, 0)], vocabulary.Turn(5, 3, 0, 0));
        Assert.Equal(4, vocabulary.RowOf("a"));
        Assert.InRange(vocabulary.RowOf("b"), 0, 3);
        Assert.InRange(vocabulary.RowOf("never seen"), 0, 3);
        Assert.Equal(1, vocabulary.AdmittedCount);
    }

    [Fact]
    public void Turn_LongUnused_FreesTheRowAndForgetsTheCount()
    {
        var vocabulary = new ItemVocabulary(1);
        vocabulary.Use("a", 0);
        vocabulary.Use("a", 0);
        vocabulary.Use("b", 9 * Day);
        vocabulary.Use("b", 9 * Day);
        vocabulary.Turn(9 * Day, admitCount: 2, evictDays: 10, mostItems: 0);
        Assert.Equal((1, 2), (vocabulary.RowOf("a"), vocabulary.RowOf("b")));

        Assert.Equal([new VocabularyChange("a", -1, 0)], vocabulary.Turn(11 * Day, 2, 10, 0));
        Assert.Equal((0, 2), (vocabulary.RowOf("a"), vocabulary.RowOf("b")));

        // It begins anew: one event is not enough, and its old row goes to whoever comes first.
        vocabulary.Use("a", 11 * Day);
        Assert.Empty(vocabulary.Turn(11 * Day, 2, 10, 0));
        vocabulary.Use("c", 12 * Day);
        vocabulary.Use("c", 12 * Day);
        Assert.Equal([new VocabularyChange("c", 1, 2)], vocabulary.Turn(12 * Day, 2, 10, 0));
        vocabulary.Use("a", 12 * Day);
        Assert.Equal([new VocabularyChange("a", 3, 3)], vocabulary.Turn(12 * Day, 2, 10, 0));
    }

    [Fact]
    public void Turn_TooManyItems_LongestUnusedGiveWay()
    {
        var vocabulary = new ItemVocabulary(1);
        vocabulary.Use("old", 1);
        vocabulary.Use("middle", 2);
        vocabulary.Use("new", 3);
        vocabulary.Turn(4, 1, 0, mostItems: 3);
        vocabulary.Use("next", 5);
        vocabulary.Use("after", 5);

        List<VocabularyChange> changes = vocabulary.Turn(6, 1, 0, mostItems: 3);

        Assert.Equal(["middle", "old", "after", "next"], changes.Select(change => change.Id));
        Assert.Equal(3, vocabulary.AdmittedCount);
        Assert.Equal(4, vocabulary.RowCount);
        Assert.Equal([1, 2, 3], vocabulary.TakenRows());
    }

    [Fact]
    public void Turn_RandomUses_KeepsItsPromisesAndDoesNotDependOnTheirOrder()
    {
        var random = new RandomStream(1, 1);
        var forwards = new ItemVocabulary(3);
        var backwards = new ItemVocabulary(3);
        var lastUse = new Dictionary<string, long>();
        for (int turn = 0; turn < 60; turn++)
        {
            (string Id, long Time)[] uses =
            [
                .. Enumerable.Range(0, 15)
                    .Select(_ => ($"item {random.NextInt(50)}", (turn * Day) + random.NextInt(99))),
            ];
            foreach ((string id, long time) in uses)
            {
                forwards.Use(id, time);
                lastUse[id] = Math.Max(time, lastUse.GetValueOrDefault(id));
            }

            foreach ((string id, long time) in uses.Reverse())
            {
                backwards.Use(id, time);
            }

            long now = (turn + 1) * Day;
            List<VocabularyChange> changes = forwards.Turn(now, 2, evictDays: 9, mostItems: 20);
            Assert.Equal(changes, backwards.Turn(now, 2, 9, 20));
            Assert.InRange(forwards.AdmittedCount, 0, 20);
            string[] admitted = [.. lastUse.Keys.Where(id => forwards.RowOf(id) >= 3)];
            Assert.Equal(forwards.AdmittedCount, admitted.Select(forwards.RowOf).Distinct().Count());
            Assert.All(admitted, id => Assert.True(lastUse[id] >= now - (9 * Day)));
        }

        Assert.True(forwards.AdmissionCount > 50, "rows were hardly used again");
        Assert.InRange(forwards.RowCount, 4, 3 + 20);
    }

    [Fact]
    public void File_VocabularyInUse_GoesOnAsIfItHadNeverBeenWritten()
    {
        var vocabulary = new ItemVocabulary(2);
        for (int i = 0; i < 30; i++)
        {
            vocabulary.Use($"item {i % 7}", i * Day);
            vocabulary.Turn(i * Day, 2, evictDays: 4, mostItems: 3);
        }

        string path = Path.Combine(_folder, "vocabulary.bin");
        ArrayFile.Write(path, "v", vocabulary.Write);
        ItemVocabulary read = ArrayFile.Read(path, "v", ItemVocabulary.Read);
        for (int i = 30; i < 60; i++)
        {
            vocabulary.Use($"item {i % 11}", i * Day);
            read.Use($"item {i % 11}", i * Day);
            Assert.Equal(vocabulary.Turn(i * Day, 2, 4, 3), read.Turn(i * Day, 2, 4, 3));
        }

        Assert.Equal(vocabulary.TakenRows(), read.TakenRows());
    }
}
