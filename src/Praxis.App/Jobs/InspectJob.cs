using Praxis.Core;
using Praxis.Motion;

namespace Praxis.App;

/// <summary>Tells what a file of motion holds, before anything is learnt from it.</summary>
public static class InspectJob
{
    /// <summary>What can be said about the file.</summary>
    public static OptionsSchema Options { get; } = OptionsSchema.Of<MotionReadOptions>();

    /// <summary>Reads and looks through a file.</summary>
    /// <param name="path">BVH, AMC, npz, CSV of positions or benchmark text.</param>
    /// <param name="values">Options as typed, by flag without dashes.</param>
    /// <returns>Tables, and what looks wrong as notes.</returns>
    /// <exception cref="PraxisException">File or options cannot be used.</exception>
    public static RunResults Run(string path, IReadOnlyDictionary<string, string> values)
    {
        var options = (MotionReadOptions)Options.Create(values);
        var inspection = MotionInspection.Of(MotionFile.Read(path, options), path);
        return new RunResults(new Dictionary<string, double>(), inspection.Tables(), [], inspection.Warnings);
    }
}
