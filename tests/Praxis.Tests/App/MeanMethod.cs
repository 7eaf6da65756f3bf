using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Praxis.Core;

namespace Praxis.Tests.App;

/// <summary>How numbers are read.</summary>
public sealed record MeanInputOptions
{
    /// <summary>Lines left out at the head of the file.</summary>
    [Range(0, 100)]
    public int SkipLines { get; init; }

    /// <summary>File of notes beside the numbers; empty for none.</summary>
    public string Notes { get; init; } = "";
}

/// <summary>How the mean is sought.</summary>
public sealed record MeanOptions
{
    /// <summary>Most epochs of gradient descent.</summary>
    [Range(1, 1000)]
    public int EpochCount { get; init; } = 5;

    /// <summary>Share of the gradient taken in one epoch.</summary>
    [Range(0.0, 1.0)]
    public double LearningRate { get; init; } = 0.5;

    /// <summary>Whether checkpoints are saved.</summary>
    public bool Checkpoints { get; init; } = true;
}

/// <summary>What is asked of a mean.</summary>
public sealed record MeanPredictOptions
{
    /// <summary>Number of rows wanted.</summary>
    [Range(1, 10)]
    public int Count { get; init; } = 1;

    /// <summary>Path of more numbers, a number a line, whose distances from the mean are wanted.</summary>
    public string Numbers { get; init; } = string.Empty;
}

/// <summary>A real, tiny method: the mean of a column of numbers by gradient descent, with checkpoints after each
/// epoch.</summary>
public sealed class MeanMethod : Method
{
    public override string Name => "mean";

    public override string Summary => "Finds the mean of numbers.";

    public override string Family => "tests";

    public override string Source => "C. F. Gauss";

    public override string Input => "a number a line";

    public override MethodStatus Status => MethodStatus.Baseline;

    public override SampleData Sample { get; } =
        new("numbers.txt", new Dictionary<string, string> { ["skip-lines"] = "1" }, "Made up; public domain");

    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<MeanInputOptions>();

    public override OptionsSchema Options { get; } = OptionsSchema.Of<MeanOptions>();

    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<MeanPredictOptions>();

    public override IReadOnlyList<string> InputFileFlags => ["notes"];

    public override IReadOnlyList<string> PredictFileFlags => ["numbers"];

    public override RunResults Fit(FitRequest request, FitContext context)
    {
        var options = (MeanOptions)request.Options;
        double[] numbers = Numbers(request);
        double mean = 0;
        int first = 1;
        if (context.Checkpoints?.Latest("mean") is { } checkpoint)
        {
            string[] parts = File.ReadAllText(Path.Combine(checkpoint, "state.txt")).Split(' ');
            first = int.Parse(parts[0], CultureInfo.InvariantCulture) + 1;
            mean = double.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        context.Report(new PhaseEvent("training mean"));
        for (int epoch = first; epoch <= options.EpochCount; epoch++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            mean += options.LearningRate * (numbers.Average() - mean);
            double loss = numbers.Select(number => (number - mean) * (number - mean)).Average();
            context.Report(new StepEvent(epoch, 1, 1, loss));
            int done = epoch;
            if (options.Checkpoints)
            {
                context.Checkpoints?.Save("mean", epoch, folder => File.WriteAllText(
                    Path.Combine(folder, "state.txt"), FormattableString.Invariant($"{done} {mean:R}")));
            }

            var metrics = new Dictionary<string, double> { ["error"] = Math.Sqrt(loss) };
            context.Report(new EpochEvent(
                epoch, options.EpochCount, loss, metrics, IsBest: true, epoch, options.EpochCount - epoch));
        }

        File.WriteAllText(
            Path.Combine(request.ModelPath, "mean.txt"), mean.ToString("R", CultureInfo.InvariantCulture));
        return Results(mean, numbers);
    }

    public override RunResults Evaluate(FitRequest request, FitContext context) =>
        Results(Load(request.ModelPath), Numbers(request));

    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<double, MeanPredictOptions>(Load(modelPath), static (mean, question, _) => new ResultTable(
            "mean",
            "Mean",
            ["row", "mean"],
            question.Numbers.Length > 0
                ? [.. Read(question.Numbers, 0).Select((number, row) =>
                    (IReadOnlyList<object?>)[row + 1, number - mean])]
                : [.. Enumerable.Range(1, question.Count).Select(row => (IReadOnlyList<object?>)[row, mean])]));

    private static RunResults Results(double mean, double[] numbers)
    {
        double error = Math.Sqrt(numbers.Select(number => (number - mean) * (number - mean)).Average());
        var series = new ChartSeries("numbers", [.. numbers.Select((_, i) => (double)i)], numbers);
        return new RunResults(
            new Dictionary<string, double> { ["error"] = error, ["mean"] = mean },
            [new ResultTable("metrics", "Error", ["method", "error"], [["mean", error]])],
            [new Chart("numbers", "The numbers", "line", "number", ChartKind.Line, [series])],
            ["Only a test."]);
    }

    private static double Load(string modelPath) =>
        double.Parse(File.ReadAllText(Path.Combine(modelPath, "mean.txt")), CultureInfo.InvariantCulture);

    private static double[] Numbers(FitRequest request) =>
        Read(request.DataPath, ((MeanInputOptions)request.InputOptions).SkipLines);

    private static double[] Read(string path, int skip) =>
    [
        .. File.ReadAllLines(path).Skip(skip).Select((line, i) =>
            double.TryParse(line, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw new InputException($"{path}:{skip + i + 1}: \"{line}\" is not a number")),
    ];
}
