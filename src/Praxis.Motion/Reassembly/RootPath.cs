namespace Praxis.Motion;

/// <summary>Predicts where the root goes and how it turns, which no benchmark and no network here does.</summary>
/// <remarks>The last velocity dies away: after each half-life one half of it is left. Of the way v h
/// that a velocity v would bring without end, h = half-life / ln 2, half is gone after one half-life. The path on the
/// floor, the height and the orientation have a half-life each, since a walker goes on while hips only bob. Defaults
/// are those that
/// <see cref="Fit"/> finds on the bundled training clips at 60 frames a second over 25 frames, rounded.</remarks>
public sealed record RootPath
{
    private const int GridCount = 61;
    private const double ShortestSeconds = 0.01;
    private const double LongestSeconds = 10;

    /// <summary>Half-life of the velocity along the floor in seconds, 0 or more.</summary>
    public double FloorHalfLife { get; init; } = 3;

    /// <summary>Half-life of the velocity upwards in seconds, 0 or more.</summary>
    public double HeightHalfLife { get; init; } = 0.07;

    /// <summary>Half-life of the angular velocity in seconds, 0 or more.</summary>
    public double TurnHalfLife { get; init; } = 0.05;

    /// <summary>The seconds behind the last frame over which velocity is measured; at least one step is.</summary>
    public double VelocitySeconds { get; init; } = 1.0 / 60;

    /// <summary>The axis that points up: 1 for y, as in BVH, or 2 for z.</summary>
    public int UpAxis { get; init; } = 1;

    /// <summary>Fits the three half-lives to clips by least squares.</summary>
    /// <param name="clips">Training clips, each longer than <paramref name="future"/>; shorter ones are passed
    /// over.</param>
    /// <param name="future">Predicted frames of each window, at least 1.</param>
    /// <param name="start">What is not fitted: axis and time of the velocity.</param>
    /// <returns>The half-lives of least squared error, from 0.01 to 10 s in steps of 12 %.</returns>
    /// <exception cref="ArgumentException">No clip is long enough.</exception>
    public static RootPath Fit(IEnumerable<MotionClip> clips, int future, RootPath? start = null)
    {
        RootPath path = start ?? new RootPath();
        double[] grid = [.. Enumerable.Range(0, GridCount).Select(Seconds)];
        var errors = new double[3, GridCount];
        bool isEmpty = true;
        foreach (MotionClip clip in clips)
        {
            for (int last = path.Steps(clip.FrameSeconds); last + future < clip.FrameCount; last += 2)
            {
                path.AddErrors(clip, last, future, grid, errors);
                isEmpty = false;
            }
        }

        double Best(int kind) => grid[Enumerable.Range(0, GridCount).MinBy(i => errors[kind, i])];
        return isEmpty
            ? throw new ArgumentException("no clip is longer than the future", nameof(clips))
            : path with { FloorHalfLife = Best(0), HeightHalfLife = Best(1), TurnHalfLife = Best(2) };
    }

    /// <summary>Predicts.</summary>
    /// <param name="observed">What has been observed; of one frame the velocity is 0.</param>
    /// <param name="future">Number of frames to predict.</param>
    /// <returns>[future] each, in the clip's unit and axes: with s_k = d + d² + ... + d^k, d = 2^(-frame / half-life),
    /// positions p + s_k v and rotations R exp(s_k w), where w = log of the last step as seen from the root.</returns>
    public (Vector3D[] Positions, Rotation[] Rotations) Predict(MotionClip observed, int future)
    {
        (Vector3D velocity, Vector3D turn) = Velocity(observed, observed.FrameCount - 1);
        double[] floor = Sums(FloorHalfLife, observed.FrameSeconds, future);
        double[] height = Sums(HeightHalfLife, observed.FrameSeconds, future);
        double[] turns = Sums(TurnHalfLife, observed.FrameSeconds, future);
        Vector3D place = observed.RootPositions[^1];
        Rotation rotation = observed.Rotations(observed.FrameCount - 1)[0];
        Vector3D upwards = Upwards(velocity);
        return (
            [.. Enumerable.Range(0, future).Select(k => place + (floor[k] * (velocity - upwards))
                + (height[k] * upwards))],
            [.. turns.Select(sum => rotation * Rotation.FromExponentialMap(sum * turn))]);
    }

    private static double Seconds(int step) =>
        ShortestSeconds * Math.Pow(LongestSeconds / ShortestSeconds, step / (GridCount - 1.0));

    private static double[] Sums(double halfLife, double frameSeconds, int count)
    {
        double damping = halfLife > 0 ? Math.Pow(2, -frameSeconds / halfLife) : 0;
        var sums = new double[count];
        double power = 1;
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            power *= damping;
            sum += power;
            sums[k] = sum;
        }

        return sums;
    }

    private int Steps(double frameSeconds) => Math.Max(1, (int)Math.Round(VelocitySeconds / frameSeconds));

    private Vector3D Upwards(Vector3D vector) => UpAxis switch
    {
        0 => vector with { Y = 0, Z = 0 },
        1 => vector with { X = 0, Z = 0 },
        _ => vector with { X = 0, Y = 0 },
    };

    // A frame's way and turn at frame "last".
    private (Vector3D Velocity, Vector3D Turn) Velocity(MotionClip clip, int last)
    {
        int first = Math.Max(0, last - Steps(clip.FrameSeconds));
        if (first == last)
        {
            return default;
        }

        double share = 1.0 / (last - first);
        Rotation turned = clip.Rotations(first)[0].Transpose() * clip.Rotations(last)[0];
        return (
            share * (clip.RootPositions[last] - clip.RootPositions[first]),
            share * turned.ToExponentialMap());
    }

    private void AddErrors(MotionClip clip, int last, int future, double[] grid, double[,] errors)
    {
        (Vector3D velocity, Vector3D turn) = Velocity(clip, last);
        Rotation rotation = clip.Rotations(last)[0].Transpose();
        Vector3D[] ways =
            [.. Enumerable.Range(1, future).Select(k => clip.RootPositions[last + k] - clip.RootPositions[last])];
        Vector3D[] turns =
            [.. Enumerable.Range(1, future).Select(k => (rotation * clip.Rotations(last + k)[0]).ToExponentialMap())];
        for (int i = 0; i < grid.Length; i++)
        {
            double[] sums = Sums(grid[i], clip.FrameSeconds, future);
            for (int k = 0; k < future; k++)
            {
                Vector3D miss = ways[k] - (sums[k] * velocity);
                Vector3D turnMiss = turns[k] - (sums[k] * turn);
                double upMiss = Upwards(miss).Dot(miss);
                errors[0, i] += miss.Dot(miss) - upMiss;
                errors[1, i] += upMiss;
                errors[2, i] += turnMiss.Dot(turnMiss);
            }
        }
    }
}
