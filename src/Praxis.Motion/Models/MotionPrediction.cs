using System.Globalization;
using Praxis.Core;
using Praxis.Data;

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
        (IMotionClip all, int known) = AtRate(clip);
        var entry = new MotionEntry(all, question.Data, "", "", MotionSplit.None);
        Say(MotionData.SizeNote(entry, model.Layout.Skeleton), isWarning: true);
        HashSet<int> needed = MotionData.JointsOf(model.Layout);
        PreparedClip prepared = MotionData.Prepare(
            entry,
            model.Layout.Skeleton,
            model.FrameSeconds,
            model.Layout.Space,
            new MotionInputOptions { Mapping = question.Mapping },
            needed);
        Say(prepared.Note.Length > 0 ? $"{question.Data}: {prepared.Note}" : null, isWarning: true);
        PoseMatrix foretold = Foretell(prepared.Whole.Slice(0, known), count);
        JointMapping mapping = MotionData.MappingOf(entry, model.Layout.Skeleton, question.Mapping, needed);
        Rotation[] turns = prepared.Root?.Turns ?? [];
        var motion = ForetoldMotion.Of(all, known, foretold, model.Layout, mapping, turns);
        Say(motion.Note.Length > 0 ? $"{question.Data}: {motion.Note}" : null, isWarning: false);
        if (question.Files.Length > 0)
        {
            Write(motion, known);
        }

        return Table(motion, known);
    }

    private void Say(string? text, bool isWarning)
    {
        if (text is not null)
        {
            context.Report(new NoticeEvent(text, isWarning));
        }
    }

    // So that the last observed frame is one of the model's, and never a later one than was asked for.
    private (IMotionClip Clip, int Known) AtRate(IMotionClip clip)
    {
        double cut = CutOf(clip);
        var grid = FrameGrid.Of(clip.FrameCount, clip.FrameSeconds, model.FrameSeconds, cut);
        if (grid.Step is null)
        {
            Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{question.Data}: {1 / clip.FrameSeconds:0.##} frames a second were brought to the model's "
                    + $"{1 / model.FrameSeconds:0.##}"),
                isWarning: false);
        }

        IMotionClip all = clip switch
        {
            MotionClip motion => motion.Resample(model.FrameSeconds, cut).WithFrameSeconds(model.FrameSeconds),
            PositionClip positions => positions.Resample(model.FrameSeconds, cut),
            _ => throw new ArgumentException("is no known clip", nameof(clip)),
        };
        int known = 1 + grid.IndexOf(cut);
        string upTo = question.At < 0 ? "" : " up to --at";
        return known >= model.ObservedCount ? (all, known) : throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"{question.Data}: has {known} frames at the model's {1 / model.FrameSeconds:0.##} a second{upTo}, and the "
            + $"model looks at {model.ObservedCount}; give a longer clip"));
    }

    // Up to which frame of the file it is observed, or up to where between two.
    private double CutOf(IMotionClip clip)
    {
        const double atEnd = -1;
        double last = (clip.FrameCount - 1) * clip.FrameSeconds;
        if (question.At is < 0 and not atEnd)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--at is {question.At} s; give a second of the clip from 0, or -1 for its end"));
        }

        if (question.At > last + model.FrameSeconds)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--at is {question.At} s and {question.Data} ends at {last:0.###} s; give an earlier time"));
        }

        return question.At < 0 ? clip.FrameCount - 1 : Math.Min(clip.FrameCount - 1, question.At / clip.FrameSeconds);
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

    // All is made before the first file is written, and what an earlier prediction left of other kinds goes.
    private void Write(ForetoldMotion foretold, int known)
    {
        string folder = question.Files;
        string page = Page(foretold, known);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string name in (string[])[BvhName, ContinuedName])
            {
                File.Delete(Path.Combine(folder, name));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"--files {folder}: cannot be made ({exception.Message})", exception);
        }

        var written = new List<string>();
        if (foretold.Motion is { } motion)
        {
            BvhWriter.Write(Path.Combine(folder, BvhName), motion);
            written.Add(BvhName);
        }

        if (foretold.Continued is { } continued)
        {
            BvhWriter.Write(Path.Combine(folder, ContinuedName), continued);
            written.Add(ContinuedName);
        }

        PositionTableWriter.Write(Path.Combine(folder, TableName), foretold.Predicted, model.FrameSeconds);
        AtomicFile.WriteText(Path.Combine(folder, ViewerName), page);
        written.Add(TableName);
        SayWidened(foretold);
        Say($"{string.Join(", ", written)} and {ViewerName} are in {folder}", isWarning: false);
    }

    private void SayWidened(ForetoldMotion foretold)
    {
        string[] joints = foretold.Motion is { } motion ? BvhWriter.Widened(foretold.Continued ?? motion) : [];
        Say(
            joints.Length > 0
                ? $"{question.Data}: the channels of {CellText.List(joints)} cannot hold the turns that were foretold; "
                    + "what is written has three rotations there"
                : null,
            isWarning: false);
    }

    private string Page(ForetoldMotion foretold, int known)
    {
        PositionClip truth = foretold.Truth;
        var view = new MotionView(truth, foretold.Predicted, known)
        {
            File = Path.GetFileName(question.Data),
            Model = name,
            Notes = [RateNote()],
            CurveLabel = truth.MillimetresPerUnit is null
                ? "mean joint error in units of the file"
                : "mean joint error in mm",
            UpAxis = UpwardAxis.Of(truth) == 2 ? 2 : 1,
            Parents = truth.Skeleton is null ? BoneTree.Guess(truth) : null,
        };
        double[] errors = view.ComparedCount > 0 ? view.PositionErrors() : [];
        return MotionViewer.Html(view with { Curves = errors.Length > 0 ? [new ViewCurve(name, errors)] : [] });
    }

    private string RateNote() => string.Create(
        CultureInfo.InvariantCulture,
        $"The model has {1 / model.FrameSeconds:0.##} frames a second; the root's path is damped velocity.");

    private ResultTable Table(ForetoldMotion foretold, int known)
    {
        PositionClip predicted = foretold.Predicted;
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
            $"Positions foretold by {name}, in the unit of the {(foretold.IsOfModel ? "model's skeleton" : "clip")}",
            ["frame", "seconds", "joint", "x", "y", "z"],
            rows);
    }
}
