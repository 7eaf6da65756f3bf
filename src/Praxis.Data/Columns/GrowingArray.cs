using Praxis.Core;

namespace Praxis.Data;

/// <summary>Values appended one by one and handed out without a last copy.</summary>
internal sealed class GrowingArray<T>
{
    private T[] _values = new T[1024];

    public int Count { get; private set; }

    public ReadOnlyMemory<T> Values => _values.AsMemory(0, Count);

    public void Add(T value)
    {
        if (Count == _values.Length)
        {
            if (Count >= Array.MaxLength)
            {
                throw new InputException($"more than {Array.MaxLength} rows; split the file");
            }

            Array.Resize(ref _values, (int)Math.Min(2L * Count, Array.MaxLength));
        }

        _values[Count++] = value;
    }
}
