using System.Text;

namespace Praxis.Cli;

/// <summary>Writes to a stream of the process and hands its failures on, as when the disk behind it is full.</summary>
/// <param name="inner">The stream.</param>
/// <param name="fail">Told each failure; what it throws reaches the writer, else the text is dropped.</param>
internal sealed class GuardedWriter(TextWriter inner, Action<IOException> fail) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Guard(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Guard(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Guard(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Guard(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Guard(inner.Flush);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            fail(exception);
        }
    }
}
