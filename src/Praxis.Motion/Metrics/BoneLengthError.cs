using Praxis.Core;

namespace Praxis.Motion;

/// <summary>How much the bones of predicted positions change their length, which no true bone does.</summary>
public static class BoneLengthError
{
    /// <summary>The mean relative error of the bones' lengths at each frame.</summary>
    /// <param name="predicted">[frames, 3 joints].</param>
    /// <param name="truth">The same shape.</param>
    /// <param name="parents">Parent of each joint: [joints], -1 for the root.</param>
    /// <returns>[frames]: mean of |predicted - true| / true over bones of a true length above 0; 0 where there is
    /// none.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double[] PerFrame(PoseMatrix predicted, PoseMatrix truth, ReadOnlySpan<int> parents) =>
        Mean(predicted, truth, parents, isRelative: true);

    /// <summary>The mean error of the bones' lengths at each frame.</summary>
    /// <param name="predicted">[frames, 3 joints].</param>
    /// <param name="truth">The same shape.</param>
    /// <param name="parents">Parent of each joint: [joints], -1 for the root.</param>
    /// <returns>[frames], in the unit of the positions, over the same bones.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double[] PerFrameUnits(PoseMatrix predicted, PoseMatrix truth, ReadOnlySpan<int> parents) =>
        Mean(predicted, truth, parents, isRelative: false);

    private static double[] Mean(
        PoseMatrix predicted, PoseMatrix truth, ReadOnlySpan<int> parents, bool isRelative)
    {
        Check.Length(predicted.FrameCount, truth.FrameCount);
        Check.Length(predicted.NodeCount, truth.NodeCount);
        Check.Length(truth.NodeCount, 3L * parents.Length);
        var errors = new double[truth.FrameCount];
        for (int frame = 0; frame < errors.Length; frame++)
        {
            int bones = 0;
            for (int joint = 0; joint < parents.Length; joint++)
            {
                double length = parents[joint] < 0 ? 0 : Length(truth.Frame(frame), joint, parents[joint]);
                if (length > 0)
                {
                    double error = Math.Abs(Length(predicted.Frame(frame), joint, parents[joint]) - length);
                    errors[frame] += isRelative ? error / length : error;
                    bones++;
                }
            }

            errors[frame] /= Math.Max(1, bones);
        }

        return errors;
    }

    private static double Length(ReadOnlySpan<double> pose, int joint, int parent) =>
        (ExponentialMapRows.Vector(pose, 3 * joint) - ExponentialMapRows.Vector(pose, 3 * parent)).Length;
}
