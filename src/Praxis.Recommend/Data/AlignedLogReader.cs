using Praxis.Core;
using Praxis.Data;

namespace Praxis.Recommend;

/// <summary>
/// Reads a folder with <c>items.txt</c> and <c>times.txt</c>: one user a line, "user v1 v2 ...", separated by spaces or
/// tabs; the lines of both files stand for the same users and events.
/// </summary>
public sealed class AlignedLogReader : IReader<InteractionLog, RecommendInputOptions>
{
    private const string ItemsName = "items.txt";
    private const string TimesName = "times.txt";

    /// <inheritdoc/>
    public string Format => "aligned";

    /// <inheritdoc/>
    public bool Accepts(string path) => File.Exists(Path.Combine(path, ItemsName));

    /// <inheritdoc/>
    public InteractionLog Read(string path, RecommendInputOptions options)
    {
        foreach (string name in new[] { ItemsName, TimesName })
        {
            if (!File.Exists(Path.Combine(path, name)))
            {
                throw new InputException($"{path}: no file {name}; the folder must hold {ItemsName} and {TimesName}");
            }
        }

        if (options.ActionColumn.Length > 0)
        {
            throw new InputException($"{path}: aligned files have no actions; leave --action-column out");
        }

        using var items = new LineReader(Path.Combine(path, ItemsName));
        using var times = new LineReader(Path.Combine(path, TimesName));
        EventColumns columns = EventColumns.Of(options);
        return EventFilter.Apply(new AlignedLines(items, times, columns).Read(), options);
    }
}
