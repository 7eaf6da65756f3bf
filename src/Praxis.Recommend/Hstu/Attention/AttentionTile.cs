namespace Praxis.Recommend;

/// <summary>One thread's buffers for a tile of rows: scores of one head, and the rows of all heads.</summary>
internal sealed unsafe class AttentionTile : IDisposable
{
    private readonly KernelBuffer _squares = new();
    private readonly KernelBuffer _rows = new();
    private readonly KernelBuffer _sums = new();
    private float* _row;
    private int _keyPadded;
    private int _valuePadded;
    private int _headCount;

    internal TimeSegments Segments { get; } = new();

    /// <summary>Scores, then weights: [rows, stride].</summary>
    internal float* Scores { get; private set; }

    /// <summary>Gradients of weights, then of scores; zeros in the guards.</summary>
    internal float* Gradients { get; private set; }

    /// <summary>Time bias, with the position bias added.</summary>
    internal float* Bias { get; private set; }

    /// <summary>A row of zeros, as long as the widest row.</summary>
    internal float* Zeros { get; private set; }

    /// <summary>Makes room for a user's tiles.</summary>
    internal void Begin(in AttentionPass pass)
    {
        _keyPadded = pass.KeyPadded;
        _valuePadded = pass.ValuePadded;
        _headCount = pass.Settings.HeadCount;
        int zeros = Math.Max(TileShape.Columns, Math.Max(_keyPadded, _valuePadded));
        float* next = _squares.Ensure((3 * TileShape.Length) + zeros) + TileShape.Guard;
        Scores = next;
        Gradients = next + TileShape.Length;
        Bias = next + (2 * TileShape.Length);
        Zeros = next + (3 * TileShape.Length) - TileShape.Guard;
        _row = _rows.Ensure((long)_headCount * TileShape.Rows * 2 * (_keyPadded + _valuePadded));
        if (pass.Settings.HasTimeBias)
        {
            Segments.Begin(pass.User);
        }
    }

    /// <summary>A head's queries, scaled: [rows, Dq padded].</summary>
    internal float* Queries(int head) => _row + (head * TileShape.Rows * _keyPadded);

    /// <summary>A head's outputs, or the gradients of its queries: [rows, width padded].</summary>
    internal float* Outputs(int head) =>
        Queries(_headCount) + (head * TileShape.Rows * Math.Max(_keyPadded, _valuePadded));

    /// <summary>A head's output gradients, scaled: [rows, Dv padded].</summary>
    internal float* OutputGradients(int head) => Outputs(_headCount) + (head * TileShape.Rows * _valuePadded);

    /// <summary>Sums of this thread that grow over many tiles.</summary>
    internal float* Sums(long length) => _sums.Ensure(length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _squares.Dispose();
        _rows.Dispose();
        _sums.Dispose();
    }
}
