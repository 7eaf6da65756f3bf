using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>Walks through the two files of an aligned log, line by line in step.</summary>
internal sealed class AlignedLines
{
    private readonly LineReader _items;
    private readonly LineReader _times;
    private readonly EventColumns _columns;
    private readonly TableBuilder _table;
    private readonly HashSet<string> _users = [];

    public AlignedLines(LineReader items, LineReader times, EventColumns columns)
    {
        _items = items;
        _times = times;
        _columns = columns;
        _table = new TableBuilder(items.Path, columns.All);
    }

    public EventRows Read()
    {
        while (_items.Next())
        {
            if (!_times.Next())
            {
                throw NoSuchLine(_items, _times);
            }

            ReadUser();
        }

        return _times.Next()
            ? throw NoSuchLine(_times, _items)
            : EventRows.Of(_table.Build(), _columns);
    }

    private void ReadUser()
    {
        ReadOnlySpan<byte> items = _items.Line;
        ReadOnlySpan<byte> times = _times.Line;
        ReadOnlySpan<byte> user = NextWord(ref items);
        ReadOnlySpan<byte> timesUser = NextWord(ref times);
        if (!user.SequenceEqual(timesUser))
        {
            throw new InputException($"{_times.Place}: user '{Text(timesUser)}' where {_items.Place} has user"
                + $" '{Text(user)}'; give both files the same users in the same order");
        }

        if (user.IsEmpty)
        {
            return;
        }

        if (!_users.Add(Encoding.UTF8.GetString(user)))
        {
            throw new InputException(
                $"{_items.Place}: user '{Text(user)}' has an earlier line; put the events on one line");
        }

        int itemCount = CountWords(items);
        int timeCount = CountWords(times);
        if (itemCount != timeCount)
        {
            throw new InputException($"{_times.Place}: {timeCount} times where {_items.Place} has {itemCount} items;"
                + " give each item its time");
        }

        for (int i = 0; i < itemCount; i++)
        {
            _table.AddRow(_items.LineNumber);
            _table.Append(0, user, _items.Path, _items.LineNumber);
            _table.Append(1, NextWord(ref items), _items.Path, _items.LineNumber);
            _table.Append(2, NextWord(ref times), _times.Path, _times.LineNumber);
        }
    }

    private static InputException NoSuchLine(LineReader longer, LineReader shorter)
        => new($"{longer.Place}: {shorter.Path} has no such line; give both files the same lines");

    private static int CountWords(ReadOnlySpan<byte> line)
    {
        int count = 0;
        while (!NextWord(ref line).IsEmpty)
        {
            count++;
        }

        return count;
    }

    /// <summary>Cuts the first word off a line; empty at its end.</summary>
    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t"u8);
        int length = line.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = length < 0 ? line : line[..length];
        line = line[word.Length..];
        return word;
    }

    private static string Text(ReadOnlySpan<byte> word) => CellText.Plain(Encoding.UTF8.GetString(word));
}
