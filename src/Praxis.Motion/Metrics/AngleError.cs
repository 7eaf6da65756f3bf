using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Errors of rotations, frame by frame, without the root.</summary>
/// <remarks>Rows are those of <see cref="ExponentialMapRows"/>: [frames, 3 + 3 joints]; columns 0 to 5 never
/// count.</remarks>
public static class AngleError
{
    /// <summary>The benchmark's error: Euclidean distance of the Euler angles of all joints.</summary>
    /// <param name="predicted">[frames, 3 + 3 joints].</param>
    /// <param name="truth">The same shape.</param>
    /// <returns>[frames], in radians.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <remarks>Differences are not wrapped, as in all published tables, so that a whole turn counts as
    /// 2π; columns that a model does not predict are to be those of the truth.</remarks>
    public static double[] Euler(PoseMatrix predicted, PoseMatrix truth) =>
        EulerDistance(predicted, truth, static difference => difference);

    /// <summary>The benchmark's error with each difference taken as an angle within half a turn.</summary>
    /// <param name="predicted">[frames, 3 + 3 joints].</param>
    /// <param name="truth">The same shape.</param>
    /// <returns>[frames], in radians; at most <see cref="Euler"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double[] WrappedEuler(PoseMatrix predicted, PoseMatrix truth) =>
        EulerDistance(predicted, truth, static difference => Math.IEEERemainder(difference, 2 * Math.PI));

    /// <summary>The mean angle by which a joint is turned wrongly.</summary>
    /// <param name="predicted">[frames, 3 + 3 joints].</param>
    /// <param name="truth">The same shape.</param>
    /// <returns>[frames]: mean over the joints but the root of the geodesic distance, in radians, 0 to π.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double[] Geodesic(PoseMatrix predicted, PoseMatrix truth)
    {
        CheckShapes(predicted, truth);
        var errors = new double[truth.FrameCount];
        for (int frame = 0; frame < errors.Length; frame++)
        {
            int joints = 0;
            for (int column = ExponentialMapRows.RootColumns; column < truth.NodeCount; column += 3, joints++)
            {
                Rotation expected = Of(truth.Frame(frame), column);
                errors[frame] += Of(predicted.Frame(frame), column).AngleTo(expected);
            }

            errors[frame] /= Math.Max(1, joints);
        }

        return errors;
    }

    private static double[] EulerDistance(PoseMatrix predicted, PoseMatrix truth, Func<double, double> reduce)
    {
        CheckShapes(predicted, truth);
        PoseMatrix left = ExponentialMapRows.ToEuler(predicted);
        PoseMatrix right = ExponentialMapRows.ToEuler(truth);
        var errors = new double[truth.FrameCount];
        for (int frame = 0; frame < errors.Length; frame++)
        {
            double sum = 0;
            for (int column = ExponentialMapRows.RootColumns; column < truth.NodeCount; column++)
            {
                double difference = reduce(left[frame, column] - right[frame, column]);
                sum += difference * difference;
            }

            errors[frame] = Math.Sqrt(sum);
        }

        return errors;
    }

    private static Rotation Of(ReadOnlySpan<double> row, int column) =>
        Rotation.FromExponentialMap(ExponentialMapRows.Vector(row, column));

    private static void CheckShapes(PoseMatrix predicted, PoseMatrix truth)
    {
        Check.Length(predicted.FrameCount, truth.FrameCount);
        Check.Length(predicted.NodeCount, truth.NodeCount);
        Check.Length(truth.NodeCount % 3, 0);
    }
}
