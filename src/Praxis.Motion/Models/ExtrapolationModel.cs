namespace Praxis.Motion;

/// <summary>A model that is a formula over the observed frames.</summary>
internal sealed class ExtrapolationModel(
    MotionModelDescription description, int observed, int future, Func<PoseMatrix, int, PoseMatrix> predict)
    : IMotionModel
{
    public int ObservedCount => observed;

    public int FutureCount => future;

    public PoseLayout Layout => description.Layout;

    public double FrameSeconds => description.FrameSeconds;

    public IMotionSession NewSession() => new Session(predict, future);

    private sealed class Session(Func<PoseMatrix, int, PoseMatrix> predict, int future) : IMotionSession
    {
        public PoseMatrix Predict(PoseMatrix observed) => predict(observed, future);

        public void Dispose()
        {
        }
    }
}
