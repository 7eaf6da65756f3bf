namespace Praxis.Bayes;

/// <summary>What is kept of the draws of a regression with a DAG: mean coefficients and mean precision
/// matrix.</summary>
/// <param name="model">Prior and likelihood.</param>
/// <param name="shape">a₀(s) of the node scores.</param>
internal sealed class DagRegressionRecord(DagRegressionModel model, ShapeRule shape)
{
    private const int DrawsPerMatrix = 10;
    private readonly double[] _coefficients = new double[model.VariableCount];
    private readonly double[] _buffer = new double[model.VariableCount];
    private int _draw;

    /// <summary>The mean of E[Ω | DAG, X] over every tenth draw.</summary>
    internal PrecisionAverage Precision { get; } = new(model.VariableCount);

    internal void Add(DagRegressionChain chain)
    {
        ActiveSetCholesky response = chain.Variables.Regression;
        response.Coefficients(_buffer);
        for (int place = 0; place < response.Count; place++)
        {
            _coefficients[response.Active[place]] += _buffer[place];
        }

        if (_draw++ % DrawsPerMatrix == 0)
        {
            foreach (SetSampler row in chain.Rows)
            {
                AddRow(row.Regression, Precision, isMode: false);
            }

            Precision.EndMatrix();
        }
    }

    /// <summary>Adds a row's term of Ω: d ~ IG(a₀ + n / 2, t / 2), b | d ~ N(T_P⁻¹T_Pj, d T_P⁻¹).</summary>
    internal void AddRow(ActiveSetCholesky regression, PrecisionAverage average, bool isMode)
    {
        double a = shape.Of(regression.Count) + (model.NodeScore.Matrix.RowCount / 2.0);
        double rate = regression.Residual / 2;
        average.Add(
            regression,
            isMode ? (a + 1 + (regression.Count / 2.0)) / rate : a / rate,
            isMode ? 0 : 1);
    }

    /// <summary>Mean coefficients over the draws of all chains: [p].</summary>
    internal static double[] Coefficients(IReadOnlyList<DagRegressionRecord> chains)
    {
        double draws = chains.Sum(static chain => (double)chain._draw);
        return [.. chains[0]._coefficients.Select((_, variable) =>
            chains.Sum(chain => chain._coefficients[variable]) / draws)];
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_draw);
        Array.ForEach(_coefficients, writer.Write);
        Precision.Write(writer);
    }

    internal void Read(BinaryReader reader)
    {
        _draw = reader.ReadInt32();
        for (int variable = 0; variable < _coefficients.Length; variable++)
        {
            _coefficients[variable] = reader.ReadDouble();
        }

        Precision.Read(reader);
    }
}
