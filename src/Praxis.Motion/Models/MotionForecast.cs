namespace Praxis.Motion;

/// <summary>Predictions of any length: a model's own are fed back as observations.</summary>
public static class MotionForecast
{
    /// <summary>Foretells so many frames.</summary>
    /// <param name="model">The model.</param>
    /// <param name="session">A session of it.</param>
    /// <param name="observed">At least as many frames as the model looks at; the last ones are taken: [frames,
    /// nodes].</param>
    /// <param name="count">Frames to foretell, at least 1.</param>
    /// <returns>[count, nodes].</returns>
    public static PoseMatrix Predict(IMotionModel model, IMotionSession session, PoseMatrix observed, int count)
    {
        PoseMatrix known = observed;
        while (known.FrameCount - observed.FrameCount < count)
        {
            PoseMatrix last = known.Slice(known.FrameCount - model.ObservedCount, model.ObservedCount);
            known = known.Append(session.Predict(last));
        }

        return known.Slice(observed.FrameCount, count);
    }
}
