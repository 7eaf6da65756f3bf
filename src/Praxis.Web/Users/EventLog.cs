using Praxis.Core;

namespace Praxis.Web;

/// <summary>The file of the event store. Its end may be torn by a kill or a loss of power; whatever stands before was
/// acknowledged and is whole.</summary>
internal sealed class EventLog(string folder) : IDisposable
{
    private const string Name = "events.log";
    private FileStream? _stream;
    private long _length;
    private bool _isBroken;

    /// <summary>Whether the file held somebody who was forgotten.</summary>
    public bool HasForgotten { get; private set; }

    private string PathOfLog => Path.Combine(folder, Name);

    /// <summary>Reads all entries, cuts a torn end off, and opens the file to append; what was cut off is kept beside
    /// it.</summary>
    /// <exception cref="StorageException">The file cannot be read or written.</exception>
    public IReadOnlyList<EventRecord> Open() => Guard(() =>
    {
        var records = new List<EventRecord>();
        byte[] bytes = File.Exists(PathOfLog) ? File.ReadAllBytes(PathOfLog) : [];
        int place = 0;
        while (EventRecord.Read(bytes.AsSpan(place), out int length) is { } record)
        {
            records.Add(record);
            HasForgotten |= record.IsForgetting;
            place += length;
        }

        if (place < bytes.Length)
        {
            File.WriteAllBytes(PathOfLog + ".torn", bytes[place..]);
        }

        _stream = new FileStream(
            PathOfLog, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _stream.SetLength(place);
        _stream.Position = place;
        _stream.Flush(flushToDisk: true);
        NativeCalls.FlushFolder(folder);
        _length = place;
        return records;
    });

    /// <summary>Appends entries; they are on the disk when this returns, or none of them is.</summary>
    /// <exception cref="StorageException">The disk is full.</exception>
    public void Append(IReadOnlyList<EventRecord> records) => Guard(() =>
    {
        using var buffer = new MemoryStream();
        foreach (EventRecord record in records)
        {
            record.Write(buffer);
        }

        if (_isBroken)
        {
            Cut();
        }

        _isBroken = true;
        _stream!.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        _stream.Flush(flushToDisk: true);
        _isBroken = false;
        _length += buffer.Length;
        return 0;
    });

    /// <summary>Writes the file anew with these entries only, in one step.</summary>
    /// <exception cref="StorageException">The disk is full; the old file stays.</exception>
    public void Rewrite(IEnumerable<EventRecord> records) => Guard(() =>
    {
        using var buffer = new MemoryStream();
        foreach (EventRecord record in records)
        {
            record.Write(buffer);
        }

        AtomicFile.Write(PathOfLog, stream => buffer.WriteTo(stream));
        NativeCalls.FlushFolder(folder);
        File.Delete(PathOfLog + ".torn");
        _stream!.Dispose();
        _stream = new FileStream(PathOfLog, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _stream.Position = _stream.Length;
        _length = _stream.Length;
        HasForgotten = false;
        return 0;
    });

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    // An append that failed may have left a part: it goes before anything comes behind it.
    private void Cut()
    {
        _stream!.SetLength(_length);
        _stream.Position = _length;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{PathOfLog}: cannot be written ({exception.Message}); free or choose another disk", exception);
        }
    }
}
