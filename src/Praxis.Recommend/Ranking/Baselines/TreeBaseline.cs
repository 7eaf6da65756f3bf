using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Gradient-boosted trees on counts, rates and recency of user, item and pair.</summary>
/// <remarks>
/// FastTree of Microsoft.ML on one thread with a fixed seed, one ensemble a task. Learnt from the training events; size
/// and step length are chosen on the validation events among a few.
/// </remarks>
internal static class TreeBaseline
{
    private static readonly Setting[] Settings =
    [
        new(8, 100, 0.1, 20),
        new(16, 200, 0.05, 20),
        new(32, 200, 0.05, 50),
        new(8, 400, 0.05, 50),
    ];

    internal static float[] Predict(RankingSplit split, FitContext context)
    {
        RankingLog log = split.Log;
        int tasks = log.Tasks.Count;
        float[] features = EventFeatures.Of(split, MeanBaseline.Means(split), out string[] names);
        int[] training = split.EventsOf(RankingPart.Training);
        int[] validation = split.EventsOf(RankingPart.Validation);
        int[] test = split.EventsOf(RankingPart.Test);
        int[] users = TaskResults.UsersOf(log.Events, validation);
        var predictions = new float[test.Length * tasks];
        var progress = new EnsembleProgress(tasks, context);
        for (int task = 0; task < tasks; task++)
        {
            Example[] Rows(int[] events) =>
                MakeRows(features, names.Length, events, log.LabelsOf(task, events), log.Tasks[task].Kind);

            Example[] learnt = Rows(training);
            Example[] tuned = Rows(validation);
            float[] labels = log.LabelsOf(task, validation);
            Func<Example[], float[]>? best = null;
            double bestValue = double.PositiveInfinity;
            foreach (Setting setting in Settings)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                Func<Example[], float[]> trees = Learn(learnt, names.Length, setting, log.Tasks[task].Kind);
                double value = new TaskResult(log.Tasks[task], users, labels, trees(tuned)).Values()[0];
                progress.Done(setting);
                if (value < bestValue)
                {
                    (best, bestValue) = (trees, value);
                }
            }

            float[] own = best!(Rows(test));
            for (int i = 0; i < own.Length; i++)
            {
                predictions[(i * tasks) + task] = own[i];
            }
        }

        return predictions;
    }

    private static Example[] MakeRows(
        float[] features, int width, int[] events, float[] labels, RankingTaskKind kind) =>
        [
            .. events.Select((place, i) => new Example
            {
                Features = features.AsSpan(place * width, width).ToArray(),
                Label = kind == RankingTaskKind.Regression ? labels[i] : 0,
                IsPositive = labels[i] > 0.5f,
            }),
        ];

    private static Func<Example[], float[]> Learn(Example[] rows, int width, Setting setting, RankingTaskKind kind)
    {
        // Everything that chance decides comes from this seed: trees are the same at any seed of the fit.
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        IDataView view = context.Data.LoadFromEnumerable(rows, schema);
        bool isBinary = kind == RankingTaskKind.Binary;
        ITransformer model = isBinary
            ? context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
            {
                LabelColumnName = nameof(Example.IsPositive),
                FeatureColumnName = nameof(Example.Features),
                NumberOfLeaves = setting.Leaves,
                NumberOfTrees = setting.Trees,
                LearningRate = setting.Rate,
                MinimumExampleCountPerLeaf = setting.LeastRows,
                NumberOfThreads = 1,
                Seed = 1,
            }).Fit(view)
            : context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
            {
                LabelColumnName = nameof(Example.Label),
                FeatureColumnName = nameof(Example.Features),
                NumberOfLeaves = setting.Leaves,
                NumberOfTrees = setting.Trees,
                LearningRate = setting.Rate,
                MinimumExampleCountPerLeaf = setting.LeastRows,
                NumberOfThreads = 1,
                Seed = 1,
            }).Fit(view);
        return asked =>
        {
            IDataView scored = model.Transform(context.Data.LoadFromEnumerable(asked, schema));
            return [.. scored.GetColumn<float>(isBinary ? "Probability" : "Score")];
        };
    }

    private sealed record Setting(int Leaves, int Trees, double Rate, int LeastRows)
    {
        // Sorting the rows into bins costs as much as so many levels of trees, as timed on the bundled log.
        private const double BinningLevels = 500;

        // A row goes down one level of a tree after the other.
        public double Work => BinningLevels + (Trees * Math.Log2(Leaves));
    }

    /// <summary>Tells after each ensemble how many are learnt, and from their work how long the others take.</summary>
    private sealed class EnsembleProgress(int tasks, FitContext context)
    {
        private readonly long _start = context.Clock.GetTimestamp();
        private readonly double _allWork = tasks * Settings.Sum(static setting => setting.Work);
        private double _work;
        private int _count;

        public void Done(Setting setting)
        {
            _count++;
            _work += setting.Work;
            double seconds = context.Clock.GetElapsedTime(_start).TotalSeconds;
            context.Report(new PartEvent(
                "tree ensemble", _count, tasks * Settings.Length, seconds * (_allWork - _work) / _work));
        }
    }

    private sealed class Example
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public bool IsPositive { get; set; }
    }
}
