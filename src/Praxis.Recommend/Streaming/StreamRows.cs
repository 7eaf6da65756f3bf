namespace Praxis.Recommend;

/// <summary>The row of each item of a log, kept up to date while the vocabulary turns.</summary>
internal sealed class StreamRows
{
    private readonly Dictionary<string, int> _indices;
    private readonly ItemVocabulary _vocabulary;
    private readonly int[] _rowOf;

    internal StreamRows(InteractionLog log, ItemVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _indices = new Dictionary<string, int>(log.ItemCount, StringComparer.Ordinal);
        _rowOf = new int[log.ItemCount];
        for (int item = 0; item < _rowOf.Length; item++)
        {
            _indices[log.ItemIds[item]] = item;
            _rowOf[item] = vocabulary.RowOf(log.ItemIds[item]);
        }
    }

    /// <summary>The row of each item of the log; below <see cref="ItemVocabulary.SharedRows"/> for one without its
    /// own: [items].</summary>
    internal int[] RowOf => _rowOf;

    /// <summary>Whether an item has a row of its own.</summary>
    internal bool IsAdmitted(int item) => _rowOf[item] >= _vocabulary.SharedRows;

    /// <summary>Follows a turn of the vocabulary.</summary>
    internal void Apply(List<VocabularyChange> changes)
    {
        foreach (VocabularyChange change in changes)
        {
            if (_indices.TryGetValue(change.Id, out int item))
            {
                _rowOf[item] = change.Row >= 0 ? change.Row : _vocabulary.SharedRowOf(change.Id);
            }
        }
    }
}
