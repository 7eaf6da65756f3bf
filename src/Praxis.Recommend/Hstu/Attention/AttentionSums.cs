namespace Praxis.Recommend;

/// <summary>Where the gradients grow that many tiles of rows add to: keys, values and both biases of a user.</summary>
/// <param name="Start">The buffer.</param>
/// <param name="Length">Its floats.</param>
/// <param name="KeyLength">Floats of the keys' part, [H, columns, Dq padded].</param>
/// <param name="ValueLength">Floats of the values' part, [H, columns, Dv padded].</param>
/// <param name="PositionLength">Floats of the position bias's part, amid guards.</param>
internal readonly unsafe record struct AttentionSums(
    nint Start, long Length, long KeyLength, long ValueLength, long PositionLength)
{
    private float* First => (float*)Start;

    /// <summary>The sums' layout for a user; a buffer is to be set.</summary>
    internal static AttentionSums For(in AttentionPass pass, int lanes)
    {
        AttentionSettings settings = pass.Settings;
        long keys = (long)settings.HeadCount * pass.Columns * pass.KeyPadded;
        long values = (long)settings.HeadCount * pass.Columns * pass.ValuePadded;
        long position = settings.PositionCount == 0
            ? 0
            : TileShape.RoundUp(settings.PositionCount, lanes) + (2 * TileShape.PositionGuard);
        long time = settings.HasTimeBias ? TimeBuckets.Count * lanes : 0;
        return new AttentionSums(0, keys + values + position + time, keys, values, position);
    }

    /// <summary>The same layout over a buffer, set to zeros.</summary>
    internal AttentionSums Over(float* buffer)
    {
        KernelBuffer.Clear(buffer, Length);
        return this with { Start = (nint)buffer };
    }

    /// <summary>A head's key gradients from a column on.</summary>
    internal float* Keys(in AttentionPass pass, int head, int column) =>
        First + ((((long)head * pass.Columns) + column) * pass.KeyPadded);

    /// <summary>A head's value gradients from a column on.</summary>
    internal float* Values(in AttentionPass pass, int head, int column) =>
        First + KeyLength + ((((long)head * pass.Columns) + column) * pass.ValuePadded);

    /// <summary>Gradient of the position bias of equal places.</summary>
    internal float* Diagonal(in AttentionPass pass) =>
        First + KeyLength + ValueLength + TileShape.PositionGuard + pass.Settings.PositionCount - 1;

    /// <summary>Gradients of the time bias, a vector each.</summary>
    internal float* Time => First + KeyLength + ValueLength + PositionLength;

    /// <summary>Adds other sums of the same layout.</summary>
    internal void Add(AttentionSums other) => Add(First, other.First, Length);

    /// <summary>Hands the sums over: keys and values to their rows, biases added to.</summary>
    internal void Write(in AttentionPass pass, in AttentionTensors gradients, int lanes)
    {
        AttentionSettings settings = pass.Settings;
        for (int head = 0; head < settings.HeadCount; head++)
        {
            for (int row = 0; row < pass.User.HistoryLength; row++)
            {
                new ReadOnlySpan<float>(Keys(pass, head, row), settings.KeyWidth).CopyTo(new Span<float>(
                    gradients.Keys.Row(row) + (head * settings.KeyWidth), settings.KeyWidth));
                new ReadOnlySpan<float>(Values(pass, head, row), settings.ValueWidth).CopyTo(new Span<float>(
                    gradients.Values.Row(row) + (head * settings.ValueWidth), settings.ValueWidth));
            }
        }

        if (settings.PositionCount != 0)
        {
            Add(
                gradients.PositionBias, Diagonal(pass) - (settings.PositionCount - 1), settings.PositionCount);
        }

        for (int bucket = 0; settings.HasTimeBias && bucket < TimeBuckets.Count; bucket++)
        {
            float sum = 0f;
            for (int lane = 0; lane < lanes; lane++)
            {
                sum += Time[(bucket * lanes) + lane];
            }

            gradients.TimeBias[bucket] += sum;
        }
    }

    private static void Add(float* target, float* source, long length)
    {
        const int part = 1 << 20;
        for (long i = 0; i < length; i += part)
        {
            int count = (int)Math.Min(part, length - i);
            var sum = new Span<float>(target + i, count);
            System.Numerics.Tensors.TensorPrimitives.Add(sum, new ReadOnlySpan<float>(source + i, count), sum);
        }
    }
}
