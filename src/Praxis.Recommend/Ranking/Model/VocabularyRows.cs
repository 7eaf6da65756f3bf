namespace Praxis.Recommend;

/// <summary>Table rows of a log's items, contexts and slow levels; what the vocabulary lacks is unknown.</summary>
internal sealed class VocabularyRows
{
    private readonly RankingVocabulary _vocabulary;
    private readonly RankingLog _log;
    private readonly int[] _itemRows;
    private readonly int[][] _contextRows;
    private readonly int[][] _slowRows;

    internal VocabularyRows(RankingVocabulary vocabulary, RankingLog log)
    {
        _vocabulary = vocabulary;
        _log = log;
        var rows = new Dictionary<string, int>(vocabulary.Items.Length, StringComparer.Ordinal);
        for (int item = 0; item < vocabulary.Items.Length; item++)
        {
            rows[vocabulary.Items[item]] = item + 1;
        }

        _itemRows = [.. log.Events.ItemIds.Select(id => rows.GetValueOrDefault(id, 0))];
        _contextRows = Map(vocabulary.ContextColumns, vocabulary.ContextStarts(), log.ContextColumns);
        _slowRows = Map(vocabulary.SlowColumns, vocabulary.SlowStarts(), log.SlowColumns);
    }

    internal RankingVocabulary Vocabulary => _vocabulary;

    internal RankingLog Log => _log;

    internal int ContextCount => _contextRows.Length;

    internal int SlowCount => _slowRows.Length;

    /// <summary>Row of an item; 0 for rare and unknown ones, among them -1.</summary>
    internal int Item(int item) => item < 0 ? 0 : _itemRows[item];

    /// <summary>Row of a user's level in a context column; a user of -1 is unknown.</summary>
    internal int Context(int user, int column) =>
        _contextRows[column][user < 0 ? 0 : _log.Contexts[(user * _contextRows.Length) + column]];

    /// <summary>Row of an event's level in a slow column.</summary>
    internal int Slow(int place, int column) => _slowRows[column][_log.Slow[(place * _slowRows.Length) + column]];

    private static int[][] Map(RankingColumn[] known, int[] starts, IReadOnlyList<RankingColumn> given)
    {
        var rows = new int[known.Length][];
        for (int column = 0; column < known.Length; column++)
        {
            string[] levels = [.. known[column].Levels];
            rows[column] =
            [
                .. given[column].Levels.Select(level => starts[column] + Math.Max(0, Array.IndexOf(levels, level))),
            ];
        }

        return rows;
    }
}
