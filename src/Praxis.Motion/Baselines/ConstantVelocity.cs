namespace Praxis.Motion;

/// <summary>The baseline that goes on as between the last two poses.</summary>
public static class ConstantVelocity
{
    /// <summary>Predicts.</summary>
    /// <param name="observed">[frames, nodes]; of one frame the velocity is 0.</param>
    /// <param name="future">Number of frames to predict.</param>
    /// <returns>[future, nodes]: x_N + k (x_N - x_{N-1}) for k = 1, 2, ...</returns>
    public static PoseMatrix Predict(PoseMatrix observed, int future) =>
        Extrapolation.Along(observed, future, static step => step);
}
