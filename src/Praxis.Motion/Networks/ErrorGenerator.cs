using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>The generator of errors and the discriminator that tells them from real ones.</summary>
/// <remarks>
/// The generator gives a few coefficients of sines √(2/T) sin(π (r + ½) t / T), which are zero at the last observed
/// frame, t = 0, and smooth; <see cref="MadeErrors"/> makes errors of them. The discriminator sees the coefficients of
/// [X; Ŷ] and of the error; its score is the mean over nodes of what its last layer gives. Least squares: real 0.9,
/// made 0. Each network's gradient is clipped by itself. Source: docs/methods/arnet.md; a reconstruction. All arrays of
/// frames are [nodes, samples of the shard, padded length].
/// </remarks>
internal sealed unsafe class ErrorGenerator : IDisposable
{
    private const int NoiseCount = 16;
    private const int BasisCount = 10;
    private const int GeneratorWidth = 64;
    private const int DiscriminatorWidth = 32;
    private const string Ratio = "norm of fake over real errors";
    private const float RealTarget = 0.9f;
    private const float UnsteadinessWeight = 1e-4f;
    private const double LeastShare = 0.5;
    private const float RateFactor = 0.1f;
    private readonly WindowGeometry _geometry;
    private readonly ErrorAugmentation _variant;
    private readonly float[] _deviations;
    private readonly float _scale;
    private readonly NativeFloats _basis;
    private readonly NativeFloats _basisTurned;
    private readonly GraphPass _make;
    private readonly GraphPass _judge;
    private readonly NativeFloats[] _waves;
    private readonly NativeFloats[] _errors;
    private readonly NativeFloats[] _gradients;
    private readonly float[][] _shares;
    private readonly MadeErrors _shape;
    private readonly int _nodes;

    /// <summary>Draws first weights.</summary>
    /// <param name="variant">How errors are made.</param>
    /// <param name="bank">Real errors, for their spread.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="training">Batches, threads and seed.</param>
    /// <param name="nodes">Numbers of a pose.</param>
    /// <param name="random">The stream of first weights.</param>
    internal ErrorGenerator(
        ErrorAugmentation variant,
        ErrorBank bank,
        WindowGeometry geometry,
        MotionTraining training,
        int nodes,
        RandomStream random)
    {
        _variant = variant;
        _geometry = geometry;
        _nodes = nodes;
        _deviations = [.. bank.NodeDeviations.Select(static value => Math.Max(value, 1e-4f))];
        _scale = training.Space == PoseSpace.Position ? 1 / 3f : 1;
        int m = geometry.Coefficients;
        Generator = new GraphNetwork(
            "generator",
            new GraphNetworkShape(nodes, [m, m, NoiseCount], GeneratorWidth, 2, BasisCount),
            random);
        Discriminator = new GraphNetwork(
            "discriminator",
            new GraphNetworkShape(nodes, [m, m], DiscriminatorWidth, 1, 1) { HasNorm = false, IsLeaky = true },
            random);
        foreach (Parameter parameter in Parameters)
        {
            parameter.RateFactor = RateFactor;
            parameter.ClipGroup = Generator.Parameters.Contains(parameter) ? 1 : 2;
        }

        _make = new GraphPass(Generator, training.BatchSize, training.ThreadCount);
        _judge = new GraphPass(Discriminator, training.BatchSize, training.ThreadCount);
        _basis = new NativeFloats((long)BlockProduct.Padded(BasisCount) * geometry.PaddedLength);
        _basisTurned = new NativeFloats((long)geometry.PaddedLength * BlockProduct.Padded(BasisCount));
        for (int r = 0; r < BasisCount; r++)
        {
            for (int t = 1; t <= geometry.Future; t++)
            {
                float value = (float)(Math.Sqrt(2.0 / geometry.Future)
                    * Math.Sin(Math.PI * (r + 0.5) * t / geometry.Future));
                int frame = geometry.Observed + t - 1;
                _basis.Address[(r * geometry.PaddedLength) + frame] = value;
                _basisTurned.Address[(frame * BlockProduct.Padded(BasisCount)) + r] = value;
            }
        }

        NativeFloats[] Room() => TrainingBatches.Room(nodes, training.BatchSize, geometry);
        _waves = Room();
        _errors = Room();
        _gradients = Room();
        _shares = new float[GraphPass.ShardCount][];
        _shape = new MadeErrors(variant, _deviations, geometry);
    }

    internal GraphNetwork Generator { get; }

    internal GraphNetwork Discriminator { get; }

    /// <summary>Both networks' tensors.</summary>
    internal IEnumerable<Parameter> Parameters => Generator.Parameters.Concat(Discriminator.Parameters);

    /// <summary>Mean score of real errors in the last step.</summary>
    internal double RealScore { get; private set; }

    /// <summary>Mean score of made errors.</summary>
    internal double MadeScore { get; private set; }

    /// <summary>Norm of made errors over that of the real ones they come from.</summary>
    internal double NormRatio { get; private set; }

    /// <summary>What shows whether the game goes on, by name.</summary>
    internal Dictionary<string, double> Guards() => HasDiscriminator
        ? new() { ["D(real)"] = RealScore, ["D(fake)"] = MadeScore, [Ratio] = NormRatio }
        : new() { [Ratio] = NormRatio };

    private bool IsResidual => _variant == ErrorAugmentation.Residual;

    private bool HasDiscriminator => _variant != ErrorAugmentation.MaxMin;

    /// <summary>The errors made by <see cref="Make"/>.</summary>
    internal float* Errors(int shard) => _errors[shard].Address;

    /// <summary>Makes an error for each sample.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="window">Observed frames with the estimate behind, by shard.</param>
    /// <param name="start">Errors of other subjects, by shard.</param>
    /// <param name="seed">The seed of the noise.</param>
    /// <param name="step">The step.</param>
    internal void Make(int samples, Func<int, nint> window, Func<int, nint> start, ulong seed, ulong step)
    {
        Generator.Pack();
        Generator.ClearGradients();
        _make.Begin(samples);
        _make.ForShards(shard =>
        {
            FillGenerator(shard, (float*)window(shard), (float*)start(shard), seed, step);
        });
        _make.Forward(isTraining: true, seed, step);
        var made = new double[GraphPass.ShardCount];
        var real = new double[GraphPass.ShardCount];
        _make.ForShards(shard =>
        {
            int rows = _nodes * _make.SamplesOf(shard);
            int length = _geometry.PaddedLength;
            float* waves = _waves[shard].Address;
            GraphKernels.Clear(waves, (nint)rows * length);
            BlockProduct.Add(
                _make.Output(shard), BlockProduct.Padded(BasisCount), 1, _basis.Address, length, rows, length,
                BasisCount, waves, length);
            (made[shard], real[shard]) = _shape.Make(
                waves, (float*)start(shard), _shares[shard], _errors[shard].Address);
        });
        NormRatio = Math.Sqrt(made.Sum() / Math.Max(real.Sum(), 1e-12));
    }

    /// <summary>The discriminator's step, and the generator's by it and by the refinement's gradient.</summary>
    /// <param name="window">Observed frames with the estimate behind, by shard.</param>
    /// <param name="real">What the discriminator takes for real errors, by shard.</param>
    /// <param name="start">Errors of other subjects, by shard, as they were for <see cref="Make"/>.</param>
    /// <param name="hardness">Gradient of the refinement's loss by the error, by shard; null for none.</param>
    internal void Learn(
        Func<int, nint> window, Func<int, nint> real, Func<int, nint> start, Func<int, nint>? hardness)
    {
        Discriminator.ClearGradients();
        _make.ForShards(shard => GraphKernels.Clear(
            _gradients[shard].Address, (nint)_nodes * _make.SamplesOf(shard) * _geometry.PaddedLength));
        if (HasDiscriminator)
        {
            Discriminator.Pack();
            RealScore = Judge(window, real, RealTarget);
            _judge.Backward();
            MadeScore = Judge(window, shard => (nint)Errors(shard), 0);
            _judge.Backward();
            Judge(window, shard => (nint)Errors(shard), 1);
            _judge.Backward(needsWeights: false);
            _judge.ForShards(TakeScoreGradient);
        }

        if (hardness is not null)
        {
            _make.ForShards(shard => TakeHardness(shard, (float*)hardness(shard)));
        }

        _make.ForShards(shard => BackWaves(shard, (float*)start(shard)));
        _make.Backward();
    }

    public void Dispose()
    {
        _make.Dispose();
        _judge.Dispose();
        Generator.Dispose();
        Discriminator.Dispose();
        _basis.Dispose();
        _basisTurned.Dispose();
        TrainingBatches.Free(_waves, _errors, _gradients);
    }

    private void FillGenerator(int shard, float* window, float* start, ulong seed, ulong step)
    {
        int samples = _make.SamplesOf(shard);
        int rows = _nodes * samples;
        int stride = Generator.Shape.PaddedInputs;
        int width = _geometry.PaddedCoefficients;
        float* input = _make.Input(shard);
        GraphKernels.Clear(input, (nint)rows * stride);
        Coefficients(window, rows, input, stride);
        if (IsResidual)
        {
            Coefficients(start, rows, input + width, stride);
        }
        else
        {
            BlockProduct.Add(
                window, _geometry.PaddedLength, 1, _geometry.Hold, width, rows, width, _geometry.Observed,
                input + width, stride);
        }

        var random = new RandomStream(seed, (3UL << 48) + (step * GraphPass.ShardCount) + (ulong)shard, 256);
        var noise = new double[NoiseCount];
        var shares = new float[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            NormalDistribution.Fill(random, noise);
            shares[sample] = (float)(LeastShare + random.NextDouble());
            for (int node = 0; node < _nodes; node++)
            {
                float* line = input + ((((nint)node * samples) + sample) * stride);
                float other = IsResidual ? 1 / _deviations[node] : _scale;
                for (int i = 0; i < width; i++)
                {
                    line[i] *= _scale;
                    line[width + i] *= other;
                }

                for (int i = 0; i < NoiseCount; i++)
                {
                    line[(2 * width) + i] = (float)noise[i];
                }
            }
        }

        _shares[shard] = shares;
    }

    // Errors that raise the refinement's loss; V2 also keeps them steady.
    private void TakeHardness(int shard, float* hardness)
    {
        int samples = _make.SamplesOf(shard);
        float weight = _variant == ErrorAugmentation.Both ? 0.1f : 1;
        float* gradient = _gradients[shard].Address;
        nint length = (nint)_nodes * samples * _geometry.PaddedLength;
        for (nint i = 0; i < length; i++)
        {
            gradient[i] -= weight * hardness[i];
        }

        if (_variant == ErrorAugmentation.MaxMin)
        {
            float mean = UnsteadinessWeight / ((float)_nodes * _make.Samples * _geometry.Future);
            _shape.AddUnsteadiness(Errors(shard), samples, mean, gradient);
        }
    }

    // The gradient by errors to that by the generator's coefficients.
    private void BackWaves(int shard, float* start)
    {
        int samples = _make.SamplesOf(shard);
        float* gradient = _gradients[shard].Address;
        _shape.Back(_waves[shard].Address, start, _shares[shard], gradient);
        int rows = _nodes * samples;
        int width = BlockProduct.Padded(BasisCount);
        GraphKernels.Clear(_make.OutputGradient(shard), (nint)rows * width);
        BlockProduct.Add(
            gradient, _geometry.PaddedLength, 1, _basisTurned.Address, width, rows, width, _geometry.Length,
            _make.OutputGradient(shard), width);
    }

    // Scores errors against a target, and leaves the gradient of the mean squared difference.
    private double Judge(Func<int, nint> window, Func<int, nint> error, float target)
    {
        int samples = _make.Samples;
        _judge.Begin(samples);
        var scores = new double[GraphPass.ShardCount];
        _judge.ForShards(shard => FillJudge(shard, (float*)window(shard), (float*)error(shard)));
        _judge.Forward(isTraining: true);
        _judge.ForShards(shard =>
        {
            int own = _judge.SamplesOf(shard);
            int stride = Discriminator.Shape.PaddedOutputs;
            float* output = _judge.Output(shard);
            float* gradient = _judge.OutputGradient(shard);
            GraphKernels.Clear(gradient, (nint)_nodes * own * stride);
            for (int sample = 0; sample < own; sample++)
            {
                float score = 0;
                for (int node = 0; node < _nodes; node++)
                {
                    score += output[((node * own) + sample) * stride] / _nodes;
                }

                scores[shard] += score;
                for (int node = 0; node < _nodes; node++)
                {
                    gradient[((node * own) + sample) * stride] = 2 * (score - target) / samples / _nodes;
                }
            }
        });
        return scores.Sum() / samples;
    }

    private void FillJudge(int shard, float* window, float* error)
    {
        int samples = _judge.SamplesOf(shard);
        int rows = _nodes * samples;
        int stride = Discriminator.Shape.PaddedInputs;
        int width = _geometry.PaddedCoefficients;
        float* input = _judge.Input(shard);
        GraphKernels.Clear(input, (nint)rows * stride);
        Coefficients(window, rows, input, stride);
        Coefficients(error, rows, input + width, stride);
        for (int row = 0; row < rows; row++)
        {
            float* line = input + ((nint)row * stride);
            float share = 1 / _deviations[row / samples];
            for (int i = 0; i < width; i++)
            {
                line[i] *= _scale;
                line[width + i] *= share;
            }
        }
    }

    // The gradient by the error's coefficients to that by the error.
    private void TakeScoreGradient(int shard)
    {
        int samples = _judge.SamplesOf(shard);
        int rows = _nodes * samples;
        int width = _geometry.PaddedCoefficients;
        int length = _geometry.PaddedLength;
        int stride = Discriminator.Shape.PaddedInputs;
        float* input = _judge.InputGradient(shard) + width;
        float* gradient = _gradients[shard].Address;
        BlockProduct.Add(
            input, stride, 1, _geometry.ToFrames, length, rows, length, _geometry.Coefficients, gradient, length);
        for (int row = 0; row < rows; row++)
        {
            float share = 1 / _deviations[row / samples];
            for (int frame = 0; frame < length; frame++)
            {
                gradient[((nint)row * length) + frame] *= share;
            }
        }
    }

    private void Coefficients(float* frames, int rows, float* target, int stride) => BlockProduct.Add(
        frames,
        _geometry.PaddedLength,
        1,
        _geometry.ToCoefficients,
        _geometry.PaddedCoefficients,
        rows,
        _geometry.PaddedCoefficients,
        _geometry.Length,
        target,
        stride);
}
