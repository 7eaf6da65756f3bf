using System.Globalization;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Lets a model go on with a clip, and writes what animators can use.</summary>
internal sealed class MotionPrediction(
    IMotionModel model, string name, MotionPredictOptions question, FitContext context)
{
    private const string BvhName = "prediction.bvh";
    private const string ContinuedName = "continued.bvh";
    private const string TableName = "prediction.csv";
    private const string ViewerName = "viewer.html";

    /// <summary>Predicts, and writes files where they are asked for.</summary>
    /// <returns>A row for each foretold frame and joint.</returns>
    /// <exception cref="UsageException">No clip is named.</exception>
    /// <exception cref="InputException">The clip cannot be used.</exception>
    internal ResultTable Run()
    {
        if (question.Data.Length == 0)
        {
            throw new UsageException("predict needs --data with the clip that goes on, as --data clip.bvh");
        }

        int count = Horizon.Frames(question.Horizon, model.FrameSeconds, model.FutureCount);
        if (question.Files.Length > 0 && File.Exists(question.Files))
        {
            throw new InputException($"--files {question.Files}: is a file; pass a folder");
        }

        IMotionClip clip = MotionFile.ReadInOneUnit(question.Data, new MotionReadOptions
        {
            FrameRate = question.FrameRate,
            SkeletonPath = question.Skeleton,
        });
        WarnOfSize(clip);
        IMotionClip all = AtRate(clip);
        int known = KnownFrames(all);
        PreparedClip prepared = MotionData.Prepare(
            new MotionEntry(all, question.Data, "", "", MotionSplit.None),
            model.Layout.Skeleton,
            model.FrameSeconds,
            model.Layout.Space,
            new MotionInputOptions { Mapping = question.Mapping });
        PoseMatrix foretold = Foretell(prepared.Whole.Slice(0, known), count);
        (PositionClip positions, MotionClip? motion, PositionClip truth) = Assemble(all, known, foretold);
        if (question.Files.Length > 0)
        {
            Write(positions, motion, all, truth, known);
        }

        return Table(positions, known);
    }

    // Positions say nothing of their unit; those of rotations are put on the model's own bones.
    private void WarnOfSize(IMotionClip clip)
    {
        const double MostRatio = 1.5;
        if (clip is not PositionClip positions)
        {
            return;
        }

        double own = BodySize.OfRest(model.Layout.Skeleton);
        double theirs = BodySize.Of(positions.Positions(positions.FrameCount - 1));
        if (own > 0 && theirs > 0 && theirs / own is < 1 / MostRatio or > MostRatio)
        {
            context.Report(new NoticeEvent(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{question.Data}: the body is {theirs:0.##} units large and the model learnt one of {own:0.##}; ")
                    + "scale the positions to the model's unit, or the prediction means nothing",
                IsWarning: true));
        }
    }

    // So that the last frame of the clip is one of the model's.
    private IMotionClip AtRate(IMotionClip clip)
    {
        double ratio = model.FrameSeconds / clip.FrameSeconds;
        int step = (int)Math.Round(ratio);
        if (step >= 1 && Math.Abs(ratio - step) < 1e-3 * ratio)
        {
            int skipped = (clip.FrameCount - 1) % step;
            return clip switch
            {
                MotionClip motion => motion.Slice(skipped, motion.FrameCount - skipped).EveryNth(step)
                    .WithFrameSeconds(model.FrameSeconds),
                PositionClip positions => positions.Slice(skipped, positions.FrameCount - skipped)
                    .Resample(model.FrameSeconds),
                _ => throw new ArgumentException("is no known clip", nameof(clip)),
            };
        }

        context.Report(new NoticeEvent(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{question.Data}: {1 / clip.FrameSeconds:0.##} frames a second were brought to the model's "
                + $"{1 / model.FrameSeconds:0.##}"),
            IsWarning: false));
        return clip switch
        {
            MotionClip motion => motion.Resample(model.FrameSeconds),
            PositionClip positions => positions.Resample(model.FrameSeconds),
            _ => throw new ArgumentException("is no known clip", nameof(clip)),
        };
    }

    private int KnownFrames(IMotionClip clip)
    {
        double last = (clip.FrameCount - 1) * model.FrameSeconds;
        if (question.At > last + model.FrameSeconds)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--at is {question.At} s and {question.Data} ends at {last:0.###} s; give an earlier time"));
        }

        int known = question.At < 0
            ? clip.FrameCount
            : Math.Min(clip.FrameCount, 1 + (int)((question.At / model.FrameSeconds) + 1e-6));
        string cut = question.At < 0 ? "" : " up to --at";
        return known >= model.ObservedCount ? known : throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"{question.Data}: has {known} frames at the model's {1 / model.FrameSeconds:0.##} a second{cut}, and the "
            + $"model looks at {model.ObservedCount}; give a longer clip"));
    }

    // What the model does not foretell stays as in the last observed pose.
    private PoseMatrix Foretell(PoseMatrix whole, int count)
    {
        using IMotionSession session = model.NewSession();
        PoseMatrix nodes = MotionForecast.Predict(model, session, model.Layout.ToNodes(whole), count);
        ReadOnlySpan<double> last = whole.Frame(whole.FrameCount - 1);
        var held = new double[count * whole.NodeCount];
        for (int frame = 0; frame < count; frame++)
        {
            last.CopyTo(held.AsSpan(frame * whole.NodeCount));
        }

        return model.Layout.ToWhole(nodes, new PoseMatrix(count, whole.NodeCount, held));
    }

    // On the clip's own skeleton where its joints are the model's in the same order, else on the model's.
    private (PositionClip Predicted, MotionClip? Motion, PositionClip Truth) Assemble(
        IMotionClip all, int known, PoseMatrix foretold)
    {
        Skeleton skeleton = model.Layout.Skeleton;
        if (all is PositionClip positions)
        {
            return (OnRootPath(positions, known, foretold), null, positions);
        }

        var clip = (MotionClip)all;
        var mapping = JointMapping.Guess(clip.JointNames, skeleton.JointNames);
        mapping = question.Mapping.Length > 0 ? mapping.WithOverrides(question.Mapping) : mapping;
        if (!MotionData.IsOneToOne(mapping))
        {
            clip = mapping.Apply(clip, skeleton);
            context.Report(new NoticeEvent(
                $"{question.Data}: its joints are not the model's; the prediction is of the model's skeleton",
                IsWarning: false));
        }

        MotionClip observed = clip.Slice(0, known);
        MotionClip future = model.Layout.Space == PoseSpace.Angle
            ? Reassembly.FromAngles(observed, foretold, skeleton)
            : Reassembly.FromPositions(observed, foretold, skeleton);
        return (future.ToPositions(), future, clip.ToPositions());
    }

    // The root goes on by damped velocity; where the body turns positions alone do not say.
    private static PositionClip OnRootPath(PositionClip positions, int known, PoseMatrix foretold)
    {
        var root = new MotionClip(
            new Skeleton("root", [new SkeletonJoint(positions.JointNames[0], -1, default)]),
            positions.FrameSeconds,
            [.. Enumerable.Range(0, known).Select(frame => positions.Positions(frame)[0])],
            [.. Enumerable.Repeat(Rotation.Identity, known)]);
        Vector3D[] path = new RootPath { UpAxis = UpwardAxis.Of(positions) }
            .Predict(root, foretold.FrameCount).Positions;
        return positions.WithPositions(new PoseMatrix(
            foretold.FrameCount,
            foretold.NodeCount,
            [.. foretold.Values.ToArray().Select((value, i) => value + path[i / foretold.NodeCount][i % 3])]));
    }

    private void Write(PositionClip predicted, MotionClip? motion, IMotionClip all, PositionClip truth, int known)
    {
        string folder = question.Files;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"--files {folder}: cannot be made ({exception.Message})", exception);
        }

        if (motion is not null)
        {
            BvhWriter.Write(Path.Combine(folder, BvhName), motion);
            if (all is MotionClip clip && clip.Skeleton.JointCount == motion.Skeleton.JointCount)
            {
                BvhWriter.Write(
                    Path.Combine(folder, ContinuedName), Reassembly.Join(clip.Slice(0, known), motion));
            }
        }

        PositionTableWriter.Write(Path.Combine(folder, TableName), predicted);
        var view = new MotionView(truth, predicted, known)
        {
            File = Path.GetFileName(question.Data),
            Model = name,
            Notes = [RateNote()],
        };
        double[] errors = view.ComparedCount > 0 ? view.PositionErrors() : [];
        AtomicFile.WriteText(
            Path.Combine(folder, ViewerName),
            MotionViewer.Html(view with { Curves = errors.Length > 0 ? [new ViewCurve(name, errors)] : [] }));
        context.Report(new NoticeEvent(
            $"{(motion is null ? "" : $"{BvhName}, {ContinuedName}, ")}{TableName} and {ViewerName} are in {folder}",
            IsWarning: false));
    }

    private string RateNote() => string.Create(
        CultureInfo.InvariantCulture,
        $"The model has {1 / model.FrameSeconds:0.##} frames a second; the root's path is damped velocity.");

    private ResultTable Table(PositionClip predicted, int known)
    {
        var rows = new List<IReadOnlyList<object?>>();
        for (int frame = 0; frame < predicted.FrameCount; frame++)
        {
            ReadOnlySpan<Vector3D> places = predicted.Positions(frame);
            for (int joint = 0; joint < places.Length; joint++)
            {
                rows.Add(
                [
                    known + frame + 1,
                    (frame + 1) * model.FrameSeconds,
                    predicted.JointNames[joint],
                    places[joint].X,
                    places[joint].Y,
                    places[joint].Z,
                ]);
            }
        }

        return new ResultTable(
            "prediction",
            $"Positions foretold by {name}, in the clip's unit",
            ["frame", "seconds", "joint", "x", "y", "z"],
            rows);
    }
}
