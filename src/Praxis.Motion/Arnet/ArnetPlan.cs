namespace Praxis.Motion;

/// <summary>Options with the preset's values in the places that were left to it.</summary>
internal sealed record ArnetPlan
{
    private const double PaperDropout = 0.5;
    private const double CpuDropout = 0.2;

    internal ArnetPlan(ArnetOptions options)
    {
        bool isPaper = options.Preset == ArnetPreset.Paper;
        int Of(int value, int cpu, int paper) => value > 0 ? value : isPaper ? paper : cpu;
        Width = Of(options.Width, 128, 256);
        CoarseBlocks = Of(options.CoarseBlocks, 4, 12);
        StageBlocks = Of(options.StageBlocks, 2, 12);
        Epochs = Of(options.Epochs, 12, 50);
        RefinementEpochs = Of(options.RefinementEpochs, 4, 50);
        JointEpochs = options.JointEpochs >= 0 ? options.JointEpochs : isPaper ? 0 : 14;
        BatchSize = Of(options.BatchSize, 64, 16);
        Dropout = options.Dropout >= 0 ? options.Dropout : isPaper ? PaperDropout : CpuDropout;
        LearningRate = options.LearningRate > 0 ? options.LearningRate : isPaper ? 5e-4 : 1e-3;
        Coefficients = options.Coefficients > 0 ? options.Coefficients : options.Observed + options.Future;
        Stages = options.Stages;
        Average = options.Average;
    }

    internal int Width { get; }

    internal int CoarseBlocks { get; }

    internal int StageBlocks { get; }

    internal int Epochs { get; }

    internal int RefinementEpochs { get; }

    internal int JointEpochs { get; }

    internal int BatchSize { get; }

    internal double Dropout { get; }

    internal double LearningRate { get; }

    internal int Coefficients { get; }

    internal int Stages { get; }

    internal double Average { get; }

    /// <summary>The coarse predictor.</summary>
    internal GraphNetworkShape Coarse(int nodes) =>
        new(nodes, [Coefficients], Width, CoarseBlocks, Coefficients) { Dropout = Dropout };

    /// <summary>A stage of refinement.</summary>
    internal GraphNetworkShape Stage(int nodes) =>
        new(nodes, [Coefficients, Coefficients], Width, StageBlocks, Coefficients) { Dropout = Dropout };
}
