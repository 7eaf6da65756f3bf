namespace Praxis.Torch;

/// <summary>How parameters, tables and their moments lie in weights files.</summary>
public static class TrainingBlocks
{
    /// <summary>A parameter's moments.</summary>
    /// <param name="parameter">The parameter; kept until it is written.</param>
    /// <returns>Both moments.</returns>
    public static IEnumerable<TensorBlock> Moments(Parameter parameter) =>
    [
        TensorBlock.Of(new NamedArray(parameter.Name + "/first", parameter.Shape, parameter.FirstMoment)),
        TensorBlock.Of(new NamedArray(parameter.Name + "/second", parameter.Shape, parameter.SecondMoment)),
    ];

    /// <summary>Reads a parameter's moments.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="Core.InputException">The file lacks one, or its size is another.</exception>
    public static void ReadMoments(SafetensorsFile file, Parameter parameter)
    {
        file.Read(parameter.Name + "/first", parameter.FirstMoment.AsSpan());
        file.Read(parameter.Name + "/second", parameter.SecondMoment.AsSpan());
    }

    /// <summary>A table's values.</summary>
    /// <param name="table">The table; kept until it is written.</param>
    /// <returns>The values of the rows in use.</returns>
    public static TensorBlock Values(RowParameter table) =>
        TensorBlock.Of(table.Name, [table.RowCount, table.Width], table.Values);

    /// <summary>A table's moments, and up to which step each row's decay is done.</summary>
    /// <param name="table">The table; kept until it is written.</param>
    /// <returns>The blocks.</returns>
    public static IEnumerable<TensorBlock> Moments(RowParameter table) =>
    [
        TensorBlock.Of(table.Name + "/first", [table.RowCount, table.Width], table.FirstMoment),
        TensorBlock.Of(table.Name + "/second", [table.RowCount, table.SecondWidth], table.SecondMoment),
        TensorBlock.Of(table.Name + "/last_steps", table.LastSteps, table.RowCount),
    ];

    /// <summary>Reads a table's values, moments and steps; its rows in use must be as many as were written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="Core.InputException">The file lacks one, or its size is another.</exception>
    public static void Read(SafetensorsFile file, RowParameter table)
    {
        file.Read(table.Name, table.Values, (long)table.RowCount * table.Width);
        ReadMoments(file, table);
    }

    /// <summary>Reads a table's moments and steps; its rows in use must be as many as were written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="Core.InputException">The file lacks one, or its size is another.</exception>
    public static void ReadMoments(SafetensorsFile file, RowParameter table)
    {
        long length = (long)table.RowCount * table.Width;
        file.Read(table.Name + "/first", table.FirstMoment, length);
        file.Read(table.Name + "/second", table.SecondMoment, table.RowCount * table.SecondWidth);
        file.Read(table.Name + "/last_steps", table.LastSteps.AsSpan(0, table.RowCount));
    }
}
