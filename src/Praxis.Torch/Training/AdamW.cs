namespace Praxis.Torch;

/// <summary>AdamW in one pass over memory: decay, both moments and the step together.</summary>
/// <remarks>
/// Loshchilov and Hutter (2019), algorithm 2, with the bias corrections of Kingma and Ba (2015); equal to PyTorch's
/// AdamW up to rounding. Every element is updated by itself, so the result does not depend on the number of threads.
/// </remarks>
public sealed class AdamW
{
    private const int BlockLength = 1 << 15;
    private readonly TrainingOptions _options;
    private readonly (int Parameter, int Start, int Length)[] _blocks;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly IReadOnlyList<RowAdamW> _tables;
    private readonly ParallelOptions _parallel;
    private readonly int _groupCount;

    /// <summary>Makes the optimiser.</summary>
    /// <param name="parameters">Parameters that every step changes; kept.</param>
    /// <param name="options">Rate, decay, betas and clip.</param>
    /// <param name="threadCount">Threads to use; the values do not depend on it.</param>
    /// <param name="tables">Tables of which a step changes some rows; kept, not disposed.</param>
    public AdamW(
        IReadOnlyList<Parameter> parameters,
        TrainingOptions options,
        int threadCount,
        IReadOnlyList<RowAdamW>? tables = null)
    {
        _parameters = parameters;
        _tables = tables ?? [];
        _options = options;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        var blocks = new List<(int Parameter, int Start, int Length)>();
        for (int i = 0; i < parameters.Count; i++)
        {
            int length = parameters[i].Gradient.Length;
            for (int start = 0; start < length; start += BlockLength)
            {
                blocks.Add((i, start, Math.Min(BlockLength, length - start)));
            }
        }

        _blocks = [.. blocks];
        _groupCount = 1 + parameters.Select(static parameter => parameter.ClipGroup).Append(0).Max();
    }

    /// <summary>Applies the gradients.</summary>
    /// <param name="stepNumber">The step over the whole training, from 1.</param>
    /// <returns>False when the gradient is not finite; nothing is changed then.</returns>
    public bool Apply(long stepNumber)
    {
        double[] squaredNorms = SquaredGradientNorms();
        foreach (RowAdamW table in _tables)
        {
            squaredNorms[0] += table.SquaredGradientNorm();
        }

        if (!squaredNorms.All(double.IsFinite))
        {
            return false;
        }

        float[] scales = [.. squaredNorms.Select(ScaleOf)];
        AdamWTerms[] terms = [.. scales.Select(scale => AdamWTerms.Of(_options, stepNumber, scale))];
        Parallel.For(0, _blocks.Length, _parallel, index => Update(_blocks[index], terms));
        foreach (RowAdamW table in _tables)
        {
            table.Apply(stepNumber, scales[0]);
        }

        return true;
    }

    private float ScaleOf(double squaredNorm)
    {
        double norm = Math.Sqrt(squaredNorm);
        double clip = _options.GradientClip;
        return clip > 0 && norm > clip ? (float)(clip / norm) : 1f;
    }

    // By clip group; sums inside fixed blocks, then over the blocks in order: the same bits at any number of threads.
    private double[] SquaredGradientNorms()
    {
        var sums = new double[_blocks.Length];
        Parallel.For(0, _blocks.Length, _parallel, index =>
        {
            (int parameter, int start, int length) = _blocks[index];
            sums[index] = AdamWKernel.SquaredNorm(_parameters[parameter].Gradient.AsSpan(start, length));
        });
        var norms = new double[_groupCount];
        for (int i = 0; i < sums.Length; i++)
        {
            norms[_parameters[_blocks[i].Parameter].ClipGroup] += sums[i];
        }

        return norms;
    }

    private void Update((int Parameter, int Start, int Length) block, AdamWTerms[] groupTerms)
    {
        Parameter parameter = _parameters[block.Parameter];
        AdamWTerms terms = groupTerms[parameter.ClipGroup];
        float factor = parameter.RateFactor;
        AdamWTerms own = factor == 1
            ? terms
            : terms with { Rate = terms.Rate * factor, Decay = 1 - (factor * (1 - terms.Decay)) };
        AdamWKernel.Update(
            parameter.Values.Slice(block.Start, block.Length),
            parameter.Gradient.AsSpan(block.Start, block.Length),
            parameter.FirstMoment.AsSpan(block.Start, block.Length),
            parameter.SecondMoment.AsSpan(block.Start, block.Length),
            own);
    }
}
