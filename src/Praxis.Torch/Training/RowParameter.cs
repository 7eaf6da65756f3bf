namespace Praxis.Torch;

/// <summary>A table of rows of which a step touches only some, with the moments of its optimiser; it lies in native
/// memory and may exceed what 32-bit indices reach.</summary>
public sealed class RowParameter : IDisposable
{
    /// <summary>Makes a table of zeros.</summary>
    /// <param name="name">The name in weights files, as in "items".</param>
    /// <param name="rowCount">Rows in use; more can be made room for later.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="moments">Second moments to keep; null for a table that is not trained and has none.</param>
    public RowParameter(string name, int rowCount, int width, SecondMoments? moments)
    {
        Name = name;
        RowCount = rowCount;
        Width = width;
        Moments = moments;
        Values = new NativeFloats((long)rowCount * width);
        FirstMoment = new NativeFloats(moments is null ? 0 : Values.Length);
        SecondMoment = new NativeFloats(rowCount * SecondWidth);
        LastSteps = new int[moments is null ? 0 : rowCount];
    }

    /// <summary>The name in weights files.</summary>
    public string Name { get; }

    /// <summary>Rows in use.</summary>
    public int RowCount { get; private set; }

    /// <summary>Floats of a row, D.</summary>
    public int Width { get; }

    /// <summary>Second moments it keeps; null when it is not trained.</summary>
    public SecondMoments? Moments { get; private set; }

    /// <summary>The values, [rows or more, D].</summary>
    public NativeFloats Values { get; private set; }

    /// <summary>The optimiser's running means of the gradient, [rows or more, D]; empty when it is not
    /// trained.</summary>
    public NativeFloats FirstMoment { get; private set; }

    /// <summary>The optimiser's running means of the squared gradient, [rows or more, D or 1]; empty when it is not
    /// trained.</summary>
    public NativeFloats SecondMoment { get; private set; }

    /// <summary>The step up to which each row's weight decay is done, from 1; 0 for none: [rows or more].</summary>
    public int[] LastSteps { get; private set; }

    /// <summary>Second moments of a row: D, 1 or 0.</summary>
    public long SecondWidth => Moments switch
    {
        SecondMoments.Element => Width,
        SecondMoments.Row => 1,
        _ => 0,
    };

    /// <summary>One row's values.</summary>
    /// <param name="row">The row.</param>
    /// <returns>A view, not a copy.</returns>
    public Span<float> Row(int row) => Values.Slice((long)row * Width, Width);

    /// <summary>Makes room for more rows; new ones are zero. Addresses taken before are no longer valid.</summary>
    /// <param name="rowCount">Rows in use afterwards, at least as many as now.</param>
    public void Grow(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, RowCount);
        long capacity = Values.Length / Width;
        if (rowCount > capacity)
        {
            long room = Math.Max(rowCount, Math.Min(int.MaxValue, capacity + (capacity / 2)));
            Values = Moved(Values, room * Width);
            if (Moments is not null)
            {
                FirstMoment = Moved(FirstMoment, room * Width);
                SecondMoment = Moved(SecondMoment, room * SecondWidth);
                int[] steps = new int[room];
                LastSteps.CopyTo(steps, 0);
                LastSteps = steps;
            }
        }

        RowCount = rowCount;
    }

    /// <summary>Forgets a row's moments, as of a row that begins anew at a step.</summary>
    /// <param name="row">The row.</param>
    /// <param name="stepNumber">The last step done, from 1; 0 for none.</param>
    public void Restart(int row, long stepNumber)
    {
        FirstMoment.Slice((long)row * Width, Width).Clear();
        SecondMoment.Slice(row * SecondWidth, (int)SecondWidth).Clear();
        LastSteps[row] = checked((int)stepNumber);
    }

    /// <summary>Gives the memory of the moments back when training is over; the values stay.</summary>
    public void ReleaseMoments()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        LastSteps = [];
        Moments = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    private static NativeFloats Moved(NativeFloats from, long length)
    {
        var to = new NativeFloats(length);
        to.CopyFrom(from);
        from.Dispose();
        return to;
    }
}
