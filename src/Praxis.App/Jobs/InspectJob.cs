using Praxis.Core;
using Praxis.Motion;
using Praxis.Pose;

namespace Praxis.App;

/// <summary>Tells what a file of motion or of poses holds, before anything is learnt from it.</summary>
public static class InspectJob
{
    private const string Format = "format";

    /// <summary>What can be said about a file of motion.</summary>
    public static OptionsSchema MotionOptions { get; } = OptionsSchema.Of<MotionReadOptions>();

    /// <summary>What can be said about annotations of poses.</summary>
    public static OptionsSchema PoseOptions { get; } = OptionsSchema.Of<PoseInspectOptions>();

    /// <summary>Reads and looks through a file.</summary>
    /// <param name="path">BVH, AMC, npz, CSV of positions or benchmark text; or annotations of poses: COCO or MPII
    /// JSON, MPII or LSP mat, a table with a column of images.</param>
    /// <param name="values">Options as typed, by flag without dashes.</param>
    /// <param name="isComplete">Whether every finding is listed, however many there are.</param>
    /// <returns>Tables, and what looks wrong as notes.</returns>
    /// <exception cref="PraxisException">File or options cannot be used.</exception>
    public static RunResults Run(
        string path, IReadOnlyDictionary<string, string> values, bool isComplete = false)
    {
        if (ImageFile.Accepts(path))
        {
            throw new InputException(
                $"{path}: is a picture; give the file of its annotations, or look at it with praxis predict");
        }

        if (PoseInspection.Accepts(path, values.GetValueOrDefault(Format, "auto")))
        {
            var poses = PoseInspection.Of(path, (PoseInspectOptions)PoseOptions.Create(values));
            return new RunResults(new Dictionary<string, double>(), poses.Tables(isComplete), [], poses.Notes);
        }

        var options = (MotionReadOptions)MotionOptions.Create(values);
        var inspection = MotionInspection.Of(MotionFile.ReadInOneUnit(path, options), path);
        return new RunResults(new Dictionary<string, double>(), inspection.Tables(), [], inspection.Warnings);
    }
}
