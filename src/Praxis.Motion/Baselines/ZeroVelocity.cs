namespace Praxis.Motion;

/// <summary>The baseline that holds the last pose.</summary>
public static class ZeroVelocity
{
    /// <summary>Predicts.</summary>
    /// <param name="observed">[frames, nodes], at least one frame.</param>
    /// <param name="future">Number of frames to predict.</param>
    /// <returns>[future, nodes]: the last observed pose.</returns>
    public static PoseMatrix Predict(PoseMatrix observed, int future) =>
        Extrapolation.Along(observed, future, static _ => 0);
}
