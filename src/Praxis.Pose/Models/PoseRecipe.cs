namespace Praxis.Pose;

/// <summary>All that is chosen about a pose network, its training and its use.</summary>
internal sealed record PoseRecipe
{
    public int Width { get; init; }

    public int Height { get; init; }

    public int Stacks { get; init; }

    public int Channels { get; init; }

    public int Depth { get; init; }

    public StemKind Stem { get; init; }

    public RegionKind Region { get; init; }

    public bool HasVisibility { get; init; }

    public PastingArm Arm { get; init; }

    public IReadOnlyList<int> PartCounts { get; init; } = [1];

    public double SmallestPart { get; init; } = 0.7;

    public double LargestPart { get; init; } = 1.3;

    public AnchorOptions Anchors { get; init; } = new();

    public bool HasSmallGenerator { get; init; } = true;

    public double GeneratorRate { get; init; } = 1e-3;

    public int Epochs { get; init; }

    public int BatchSize { get; init; }

    public double LearningRate { get; init; }

    public PoseFusion Fusion { get; init; }

    public IReadOnlyList<double> Scales { get; init; } = [1];

    public HeatmapDecoding Decoding { get; init; } = HeatmapDecoding.Dark;

    /// <summary>Deviation of a target in bins: 1 on maps of 24 bins, 2 on those of 64.</summary>
    public double Sigma => Math.Max(1, Math.Min(Width, Height) / 128.0);

    /// <summary>The network for so many joints.</summary>
    internal PoseNetworkShape Shape(int joints) => new()
    {
        Joints = joints,
        Width = Width,
        Height = Height,
        Stacks = Stacks,
        Channels = Channels,
        Depth = Depth,
        Stem = Stem,
        Region = Region,
        HasVisibility = HasVisibility,
    };

    /// <summary>Targets and places.</summary>
    internal HeatmapCodec Codec() => new(Width, Height, Width / 4, Height / 4, Sigma);

    /// <summary>Sizes and training of a preset, where nothing else was asked for.</summary>
    internal static PoseRecipe Of(PosePreset preset) => preset switch
    {
        PosePreset.Tiny => Square(64, 1, 64, 3, 20),
        PosePreset.Small => Square(96, 2, 64, 3, 40),
        PosePreset.Base => Square(128, 2, 128, 4, 60),
        _ => Square(256, 8, 256, 4, 250),
    };

    /// <summary>The same with what was asked for; 0 changes nothing.</summary>
    internal PoseRecipe With(int epochs, int batchSize, double learningRate, int stacks, int channels) => this with
    {
        Epochs = epochs > 0 ? epochs : Epochs,
        BatchSize = batchSize > 0 ? batchSize : BatchSize,
        LearningRate = learningRate > 0 ? learningRate : LearningRate,
        Stacks = stacks > 0 ? stacks : Stacks,
        Channels = channels > 0 ? channels : Channels,
    };

    private static PoseRecipe Square(int size, int stacks, int channels, int depth, int epochs) => new()
    {
        Width = size,
        Height = size,
        Stacks = stacks,
        Channels = channels,
        Depth = depth,
        Epochs = epochs,
        BatchSize = 16,
        LearningRate = 1e-3,
    };
}
