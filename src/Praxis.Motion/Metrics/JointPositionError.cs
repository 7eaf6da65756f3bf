using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Mean per joint position error (MPJPE), frame by frame.</summary>
public static class JointPositionError
{
    /// <summary>The mean distance of predicted and true joints at each frame.</summary>
    /// <param name="predicted">[frames, 3 joints]: x, y and z of joint 0, then of joint 1, and so on.</param>
    /// <param name="truth">The same shape.</param>
    /// <returns>[frames], in the unit of the positions.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <remarks>At the frame, not averaged up to it. All joints count, those that never move too: keep all 32 or 38 to
    /// compare with published tables.</remarks>
    public static double[] PerFrame(PoseMatrix predicted, PoseMatrix truth)
    {
        Check.Length(predicted.FrameCount, truth.FrameCount);
        Check.Length(predicted.NodeCount, truth.NodeCount);
        Check.Length(truth.NodeCount % 3, 0);
        var errors = new double[truth.FrameCount];
        for (int frame = 0; frame < errors.Length; frame++)
        {
            double sum = 0;
            for (int column = 0; column < truth.NodeCount; column += 3)
            {
                Vector3D difference = ExponentialMapRows.Vector(predicted.Frame(frame), column)
                    - ExponentialMapRows.Vector(truth.Frame(frame), column);
                sum += difference.Length;
            }

            errors[frame] = sum / (truth.NodeCount / 3);
        }

        return errors;
    }
}
