namespace Praxis.Motion;

/// <summary>A fitted model that foretells poses. Immutable; each thread takes a session of its own.</summary>
public interface IMotionModel
{
    /// <summary>Frames that it looks at.</summary>
    int ObservedCount { get; }

    /// <summary>Frames that it foretells at once.</summary>
    int FutureCount { get; }

    /// <summary>Which numbers of a pose it foretells.</summary>
    PoseLayout Layout { get; }

    /// <summary>Seconds from one frame to the next.</summary>
    double FrameSeconds { get; }

    /// <summary>Begins a session.</summary>
    /// <returns>For one thread.</returns>
    IMotionSession NewSession();
}

/// <summary>Predictions of one thread.</summary>
public interface IMotionSession : IDisposable
{
    /// <summary>Foretells what follows.</summary>
    /// <param name="observed">[observed frames, nodes].</param>
    /// <returns>[future frames, nodes].</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    PoseMatrix Predict(PoseMatrix observed);
}
