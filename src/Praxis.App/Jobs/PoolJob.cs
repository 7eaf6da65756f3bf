using Praxis.Core;
using Praxis.Pose;

namespace Praxis.App;

/// <summary>Cuts body parts that pose methods paste, and keeps them in a folder.</summary>
public sealed class PoolJob
{
    private readonly JobEnvironment _environment;

    /// <summary>Makes the job.</summary>
    /// <param name="environment">What the host provides.</param>
    public PoolJob(JobEnvironment environment) => _environment = environment;

    /// <summary>What can be said about the pool.</summary>
    public static OptionsSchema Options { get; } = OptionsSchema.Of<PartPoolOptions>();

    /// <summary>Cuts and keeps the parts.</summary>
    /// <param name="pictures">A folder of pictures, or a recipe of figures; null for the bundled figures.</param>
    /// <param name="values">Options as typed, by flag without dashes.</param>
    /// <param name="output">The pool's folder; made where it is not there.</param>
    /// <returns>Parts by type and rejections by rule; the folder and its sheet as notes.</returns>
    /// <exception cref="PraxisException">Pictures, maps, options or folder cannot be used.</exception>
    public RunResults Run(string? pictures, IReadOnlyDictionary<string, string> values, string output)
    {
        var options = (PartPoolOptions)Options.Create(values);
        PartPoolFile.RequireFree(output);
        var cutter = new PartPoolCutter(options, new FitContext
        {
            Clock = _environment.Clock,
            Cancellation = _environment.Cancellation,
            Report = _environment.Report,
        });
        string path = pictures ?? Path.Combine(_environment.SampleRoot, "pose", "figures.json");
        PartPool pool = FigureRecipe.Accepts(path) ? cutter.CutFigures(path) : cutter.Cut(path);
        _environment.Report(new PhaseEvent("writing"));
        PartPoolFile.Save(output, pool);
        string sheet = Path.Combine(output, PartPoolFile.SheetName);
        return new RunResults(
            new Dictionary<string, double> { ["parts"] = pool.Count, ["rejections"] = pool.Rejections.Count },
            PartPoolTables.Of(pool),
            [],
            [
                $"The pool is in {output}: give it to fit asda or fit ranet with --pool. Look it over in {sheet};"
                    + " parts.json names every part and every rejection.",
            ]);
    }
}
