namespace Praxis.Torch;

/// <summary>A running mean of the parameters over the steps, beside those in training.</summary>
/// <remarks>Mean ← d mean + (1 − d) value after each step t, d = min(decay, (1 + t) / (10 + t)): early steps, which are
/// far from where training ends, are soon forgotten.</remarks>
internal sealed class AverageValues
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly double _decay;

    /// <summary>Begins with the values of now.</summary>
    internal AverageValues(IReadOnlyList<Parameter> parameters, double decay)
    {
        _parameters = parameters;
        _decay = decay;
        Parameters = [.. parameters.Select(static parameter => parameter.Values.ToArray())];
    }

    internal float[][] Parameters { get; }

    /// <summary>Adds the values of now.</summary>
    /// <param name="stepNumber">The step over the whole training, from 1.</param>
    internal void Add(long stepNumber)
    {
        float share = (float)(1 - Math.Min(_decay, (1.0 + stepNumber) / (10.0 + stepNumber)));
        for (int i = 0; i < Parameters.Length; i++)
        {
            ReadOnlySpan<float> values = _parameters[i].Values;
            Span<float> mean = Parameters[i];
            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] += share * (values[j] - mean[j]);
            }
        }
    }

    /// <summary>Puts the mean in the place of the values and the values in its; twice leaves all as it was.</summary>
    internal void Exchange()
    {
        for (int i = 0; i < Parameters.Length; i++)
        {
            float[] values = _parameters[i].Values.ToArray();
            Parameters[i].CopyTo(_parameters[i].Values);
            values.CopyTo(Parameters[i], 0);
        }
    }
}
