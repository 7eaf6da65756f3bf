using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Answers frame by frame with a model: whole poses in, whole poses out, without the root's path.</summary>
/// <remarks>Positions for a model of a skeleton are turned so that the root is unturned, as it learnt them, and answers
/// are turned back as the body stands in the newest frame.</remarks>
internal sealed class ModelStream(IMotionModel model, FitContext context)
{
    /// <summary>Reads frames until there are no more.</summary>
    /// <param name="input">A whole pose a line: 3 numbers a joint, or a row of benchmark text.</param>
    /// <param name="output">Receives a prediction a line, each at once.</param>
    /// <returns>Frames, those that were missing, and latencies.</returns>
    /// <exception cref="InputException">A line holds no frame.</exception>
    internal ResultTable Run(TextReader input, TextWriter output)
    {
        PoseLayout layout = model.Layout;
        using IMotionSession session = model.NewSession();
        var stream = new PoseStream(
            new PoseStreamOptions
            {
                ObservedCount = model.ObservedCount,
                FutureCount = model.FutureCount,
                FrameSeconds = model.FrameSeconds,
            },
            layout.WholeCount,
            whole => Foretell(session, whole),
            context.Clock);
        var codec = new PoseLineCodec(layout.WholeCount);
        RootTurn? turn = TurnOf(layout);
        Rotation heading = Rotation.Identity;
        long frames = 0;
        while (input.ReadLine() is { } line)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (codec.Read(line) is not { } frame)
            {
                continue;
            }

            if (frame.Pose is null && frames == 0)
            {
                throw new InputException(
                    $"standard input:{codec.LineNumber}: a stream begins with a frame; drop missing ones before it");
            }

            frames++;
            double[]? pose = frame.Pose?.ToArray();
            Rotation found = pose is null ? heading : TakeRootOut(pose, turn, heading);
            StreamedPrediction prediction = pose is null ? stream.Miss(frame.Number)
                : frame.Number is { } number ? stream.Push(number, pose)
                : stream.Push(pose);

            // A late frame is not the one that is gone on from.
            heading = frame.Number < prediction.Number ? heading : found;
            output.WriteLine(codec.Write(turn is null
                ? prediction
                : prediction with { Poses = RootTurn.Turned(prediction.Poses, heading) }));
            output.Flush();
        }

        if (frames == 0)
        {
            throw new InputException("standard input: has no frame; give a whole pose a line");
        }

        return new ResultTable(
            "stream",
            "What was measured",
            ["what", "value"],
            [
                ["frames", frames],
                ["missing frames", stream.MissingCount],
                ["median latency in ms", stream.Latencies.Percentile(50)],
                ["99th percentile in ms", stream.Latencies.Percentile(99)],
                ["frame time in ms", 1000 * model.FrameSeconds],
            ]);
    }

    private PoseMatrix Foretell(IMotionSession session, PoseMatrix whole)
    {
        PoseMatrix nodes = session.Predict(model.Layout.ToNodes(whole));
        ReadOnlySpan<double> last = whole.Frame(whole.FrameCount - 1);
        var held = new double[nodes.FrameCount * whole.NodeCount];
        for (int frame = 0; frame < nodes.FrameCount; frame++)
        {
            last.CopyTo(held.AsSpan(frame * whole.NodeCount));
        }

        return model.Layout.ToWhole(nodes, new PoseMatrix(nodes.FrameCount, whole.NodeCount, held));
    }

    // None where rotations are learnt, or positions as they stand in the world.
    private RootTurn? TurnOf(PoseLayout layout)
    {
        if (layout.Space == PoseSpace.Angle || ModelSkeleton.IsStar(layout.Skeleton))
        {
            return null;
        }

        var turn = RootTurn.Of(layout.Skeleton, static _ => true);
        if (RootTurn.NoteOf(turn, layout.Skeleton) is { Length: > 0 } note)
        {
            context.Report(new NoticeEvent($"standard input: {note}", IsWarning: true));
        }

        return turn;
    }

    // As frames come, so that predictions of the formula and of the model, which are blended, are alike.
    private Rotation TakeRootOut(double[] pose, RootTurn? turn, Rotation heading)
    {
        if (model.Layout.Space == PoseSpace.Angle)
        {
            pose.AsSpan(0, ExponentialMapRows.RootColumns).Clear();
            return heading;
        }

        return RootTurn.TakeOut(pose, turn, heading);
    }
}
