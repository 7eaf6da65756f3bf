namespace Praxis.Bench;

/// <summary>One measurement that the bench can make.</summary>
/// <param name="Usage">Its name and what it takes, as in "grouping [--events N]".</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Least">Fewest words after the name.</param>
/// <param name="Most">Most words after the name.</param>
/// <param name="Run">Takes the words after the name and gives the exit code.</param>
internal sealed record BenchVerb(string Usage, string Summary, int Least, int Most, Func<string[], int> Run)
{
    /// <summary>All measurements; results of them lie in bench/results and docs/results.md.</summary>
    internal static IReadOnlyList<BenchVerb> All { get; } =
    [
        new("grouping [--events N]", "file of events to log by user: seconds and memory", 0, 2, GroupingBench.Run),
        new("softmax", "gathered rows against one product", 0, 0, _ => SoftmaxBench.Run()),
        new(
            "attention [quick]",
            "HSTU attention against libtorch's softmax attention",
            0,
            1,
            w => AttentionBench.Run(null, w is ["quick"])),
        new("encoder", "HSTU against a Transformer: inference, training, memory", 0, 3, EncoderBench.Run),
        new("candidates", "M-FALCON: 1,024 and 16,384 candidates for one history", 0, 0, _ => CandidateBench.Run()),
        new("item-table", "an optimiser step, 10 k to 10 M rows", 0, 0, _ => ItemTableBench.Run()),
        new("linear-algebra", "managed code against OpenBLAS and MKL, one thread", 0, 0, _ => LinearAlgebraBench.Run()),
        new("item-search", "exact top 100 over up to 10 M items", 0, 0, _ => ItemSearchBench.Run()),
        new("training-step LOG", "a training step against a TorchSharp composite", 1, 1, w => StepBench.Run(w[0])),
        new("graph-samples FOLDER", "writes the bundled samples of the graph methods", 1, 1,
            w => GraphSampleFiles.Run(w[0])),
        new("selection-samples FOLDER", "writes the bundled samples of the selection methods", 1, 1,
            w => SelectionSampleFiles.Run(w[0])),
        new("selection-speed", "seconds of the selection methods on one core", 0, 0, _ => SelectionSpeed.Run()),
        new(
            "pose-arms FOLDER DATA PRESET EPOCHS SEEDS [ARM...]",
            "ways to paste and parts of RANet with paired seeds; SEEDS: 3 or 4-6",
            5,
            50,
            PoseArms.Run),
        new("pose-table FOLDER ARM", "means of them and paired differences to an arm", 2, 2,
            w => PoseTable.Run(w[0], w[1])),
        new("pose-claims FOLDER [SVG]", "the claims of docs/pose-experiment.md and what decides them", 1, 2,
            PoseClaims.Run),
        new(
            "serve-load RUNS RUN SECONDS [append] [fit] [rate=N] [port=N]",
            "recommendations of praxis serve at a fixed rate: latency and memory",
            3,
            7,
            ServeLoad.Run),
        new("motion-table FOLDER", "means over seeds of fits of motion, in nominal mm", 1, 1,
            w => MotionTable.Run(w[0])),
        new("motion-stream", "latency of a stream of motion at 25 and 30 a second", 0, 0, _ => MotionStreaming.Run()),
        new("motion-latency", "a prediction of motion against TorchSharp, one thread", 0, 0, _ => MotionLatency.Run()),
        new(
            "pose-speed [training|inference|regions]",
            "training samples a second of pose networks, pictures against TorchSharp and ONNX Runtime, parts of RANet",
            0,
            1,
            w => PoseSpeed.Run(w is [var part] ? part : "all")),
        new(
            "selection-quality pmom|groups|graph FOLDER REPLICATES",
            "MCC and squared error of the selection methods over replicates",
            3,
            3,
            w => SelectionQuality.Run(w[0], w[1], int.Parse(w[2]))),
        new(
            "recommend-quality FOLDER SET SEEDS [METHOD [FLAGS]]",
            "test metrics at the chosen epoch; SEEDS: 3 or 4-6",
            3,
            5,
            w => RecommendQuality.Run(
                w[0], w[1], w[2], w.Length > 3 ? w[3] : "all", w.Length > 4 ? w[4] : null)),
        new(
            "recommend-ablation FOLDER SEEDS",
            "HSTU on MovieLens-100K without and with its parts",
            2,
            2,
            w => RecommendQuality.RunAblations(w[0], w[1])),
        new(
            "recommend-grid FOLDER FITS_AT_ONCE",
            "validation alone: search on MovieLens-100K",
            2,
            2,
            w => RecommendValidation.RunGrid(w[0], int.Parse(w[1]))),
        new(
            "recommend-validation FOLDER FITS_AT_ONCE",
            "validation numbers that the docs quote",
            2,
            2,
            w => RecommendValidation.RunDocumented(w[0], int.Parse(w[1]))),
        new(
            "recommend-log-facts FOLDER",
            "gaps between events, as the docs quote them",
            1,
            1,
            w => RecommendLogFacts.Run(w[0])),
        new(
            "ranking-quality FOLDER SET SEEDS",
            "test metrics of ranking, from the repository's root",
            3,
            3,
            w => RankingQuality.Run(w[0], w[1], int.Parse(w[2]))),
        new(
            "ranking-trial FOLDER SET [FLAGS]",
            "validation metrics of ranking only; or: baselines",
            2,
            99,
            w => w is [_, _, "baselines"]
                ? RankingQuality.TryBaselines(w[0], w[1])
                : RankingQuality.Try(w[0], w[1], w[2..])),
        new(
            "stochastic-length",
            "sparsity of histories beside the paper's",
            0,
            0,
            _ => StochasticLengthBench.RunSparsity()),
        new(
            "stochastic-length-quality FOLDER SEEDS",
            "test metrics and seconds for each exponent",
            2,
            2,
            w => StochasticLengthBench.RunQuality(w[0], w[1])),
        new(
            "synthetic-streaming [RECORDS SEEDS ITEMS]",
            "one pass over made-up records by three encoders",
            0,
            3,
            w => w is [var records, var seeds, var items]
                ? SyntheticStreaming.Run(int.Parse(records), int.Parse(seeds), int.Parse(items))
                : SyntheticStreaming.Run(10_000, 3, 4000)),
        new("bayes-speed", "chains over graphs: proposals a second on one core", 0, 0, _ => BayesSpeed.Run()),
        new(
            "bayes-quality A|B|C FIRST LAST [FLAGS]",
            "structure found in made-up data; flags: --only PART, --proposals N",
            3,
            7,
            BayesQuality.Run),
        new("bayes-large", "a graph of 1000 variables on two threads", 0, 0, _ => BayesLarge.Run()),
        new(
            "bayes-data A GRAPH SEED FOLDER",
            "data of a replicate as files, for bench/peers",
            4,
            4,
            w => BayesData.Run(w[0], w[1], w[2], w[3])),
    ];

    /// <summary>Whether a command line is this verb with as many words as it takes.</summary>
    internal bool Accepts(string[] words) =>
        words[0] == Usage.Split(' ')[0] && words.Length - 1 >= Least && words.Length - 1 <= Most;
}
