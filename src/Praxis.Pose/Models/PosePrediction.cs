using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Finds people of new pictures, writes overlays and results.</summary>
internal sealed class PosePrediction(FittedPose fitted, PosePredictOptions question, FitContext context)
{
    private static readonly string[] OtherEndings = [".gif", ".tif", ".tiff", ".heic", ".avif"];

    /// <summary>Answers.</summary>
    /// <exception cref="InputException">There is no picture, or none can be read.</exception>
    internal ResultTable Run()
    {
        if (question.Data.Length == 0)
        {
            throw new InputException("--data is needed: a picture, a folder of pictures, or annotations with boxes");
        }

        PoseSet set = Pictures();
        IReadOnlyList<PosePicture> pictures = set.Pictures;
        if (question.Files.Length > 0)
        {
            MakeFolder(question.Files);
        }

        TellOfBoxes(pictures);
        context.Report(new PhaseEvent($"looking at {pictures.Count} pictures"));
        var found = new List<PoseDetection>[pictures.Count];
        var sizes = new (int, int)?[pictures.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.ThreadCount,
            CancellationToken = context.Cancellation,
        };
        var faults = new string?[pictures.Count];
        Parallel.For(0, pictures.Count, parallel, i =>
        {
            try
            {
                (found[i], sizes[i]) = Find(pictures[i]);
            }
            catch (InputException fault)
            {
                found[i] = [];
                faults[i] = fault.Message;
            }
        });
        Tell(pictures.Count, [.. faults.OfType<string>()]);
        Tell(set.NoticeOfSizes(sizes));
        if (question.Files.Length > 0)
        {
            var names = pictures.ToLookup(static picture => picture.Id, NameOf);
            CocoResults.Write(
                Path.Combine(question.Files, "results.json"),
                found.SelectMany(static people => people),
                set.CategoryId,
                id => names[id].First());
        }

        return Table(pictures, found);
    }

    private static void MakeFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"--files {folder}: is a file; pass a folder");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"--files {folder}: cannot be made ({exception.Message})", exception);
        }
    }

    private PoseSet Pictures()
    {
        bool isPictures = Directory.Exists(question.Data)
            ? !File.Exists(Path.Combine(question.Data, "joints.mat"))
            : ImageFile.Accepts(question.Data);
        if (!isPictures)
        {
            RefuseOtherPicture();
            PoseSet set = PoseSets.Read(
                question.Data, new PoseInputOptions { Images = question.Images, Format = question.Format });
            Tell(set.NoticeOfAbsent(question.Data));
            return set;
        }

        TellOfOthers();
        return new PoseSet(
            fitted.Skeleton,
            ImageFolder.List(question.Data).Select((path, i) => new PosePicture(path, []) { Id = i + 1 }));
    }

    // A crowd annotated as one is nobody's box, and a box without size shows nothing.
    private static IEnumerable<PersonBox> BoxesOf(PosePicture picture) => picture.People
        .Where(static person => !person.IsCrowd && person.Box.Diagonal > 0)
        .Select(static person => person.Box);

    private void TellOfBoxes(IReadOnlyList<PosePicture> pictures)
    {
        int bare = question.WholePictures ? 0 : pictures.Count(static picture => picture.People.Count == 0);
        if (bare > 0)
        {
            Tell(new NoticeEvent(
                $"{bare} of {pictures.Count} pictures have no box and are left out, as --whole-pictures is false",
                IsWarning: true));
        }

        int empty = pictures.Sum(static picture => picture.People.Count(static person => !(person.Box.Diagonal > 0)));
        if (empty > 0)
        {
            Tell(new NoticeEvent(
                $"{empty} people have a box of no size and no joint to tell one; left out", IsWarning: true));
        }
    }

    private (List<PoseDetection> People, (int Width, int Height) Size) Find(PosePicture picture)
    {
        RgbImage image = ImageFile.Read(picture.Path);
        PersonBox[] boxes = picture.People.Count > 0 ? [.. BoxesOf(picture)]
            : question.WholePictures ? [Whole(image)] : [];
        var people = new List<PoseDetection>();
        foreach (PersonBox box in boxes)
        {
            IReadOnlyList<DetectedJoint> joints = fitted.Find(image, box);
            people.Add(new PoseDetection(picture.Id, joints, PoseDetection.ScoreOf(1, joints)));
        }

        if (question.Files.Length > 0)
        {
            string name = $"{picture.Id:D6}-{Path.GetFileNameWithoutExtension(picture.Path)}.png";
            ImageFile.WritePng(
                Path.Combine(question.Files, name),
                SkeletonOverlay.Draw(
                    image, fitted.Skeleton, people.Select(static person => person.Joints), question.LeastScore));
            WriteHeat(image, boxes, name);
        }

        return (people, (image.Width, image.Height));
    }

    // The crop of each person with its heat maps, beside the overlay.
    private void WriteHeat(RgbImage image, PersonBox[] boxes, string name)
    {
        PoseRecipe recipe = fitted.Recipe;
        int factor = Math.Max(1, PictureSheet.Side / recipe.Width);
        for (int i = 0; i < boxes.Length; i++)
        {
            var place = CropTransform.Of(boxes[i], recipe.Width * factor, recipe.Height * factor);
            RgbImage crop = CropSampler.ToImage(image, place, PoseBatch.SamplesPerSide(place.Scale));
            float[] maps = fitted.Predictor.LastMaps(image, boxes[i]).Maps;
            HeatOverlay.Draw(crop, maps, recipe.Width / 4, recipe.Height / 4);
            ImageFile.WritePng(
                Path.Combine(question.Files, $"{Path.GetFileNameWithoutExtension(name)}.heat-{i + 1}.png"), crop);
        }
    }

    // The person is the picture: the crop's margin is within it.
    internal static PersonBox Whole(RgbImage image)
    {
        double width = image.Width / CropTransform.Padding;
        double height = image.Height / CropTransform.Padding;
        return new PersonBox((image.Width - width) / 2, (image.Height - height) / 2, width, height);
    }

    private void Tell(NoticeEvent? notice)
    {
        if (notice is not null)
        {
            context.Report(notice);
        }
    }

    private void Tell(int count, string[] faults)
    {
        if (faults.Length == count)
        {
            throw new InputException(faults[0]);
        }

        foreach (string fault in faults)
        {
            context.Report(new NoticeEvent($"{fault}; left out", IsWarning: true));
        }
    }

    private static bool IsOtherPicture(string path) =>
        OtherEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private void RefuseOtherPicture()
    {
        if (IsOtherPicture(question.Data))
        {
            throw new InputException($"{question.Data}: this kind of picture is not read; save it as JPEG or PNG");
        }
    }

    // Pictures of other kinds would be missed without a word.
    private void TellOfOthers()
    {
        string[] others = !Directory.Exists(question.Data)
            ? []
            : [.. DataFolder.Files(question.Data).Where(IsOtherPicture)];
        if (others.Length > 0)
        {
            context.Report(new NoticeEvent(
                $"{others.Min(StringComparer.Ordinal)}: this kind of picture is not read, as {others.Length} of the "
                + "folder; save them as JPEG or PNG",
                IsWarning: true));
        }
    }

    // Pictures of two folders may have one name.
    private string NameOf(PosePicture picture) => Directory.Exists(question.Data)
        ? Path.GetRelativePath(question.Data, picture.Path).Replace('\\', '/')
        : Path.GetFileName(picture.Path);

    private ResultTable Table(IReadOnlyList<PosePicture> pictures, List<PoseDetection>[] found)
    {
        var rows = new List<IReadOnlyList<object?>>();
        for (int i = 0; i < pictures.Count; i++)
        {
            for (int person = 0; person < found[i].Count; person++)
            {
                for (int joint = 0; joint < fitted.Skeleton.Count; joint++)
                {
                    DetectedJoint place = found[i][person].Joints[joint];
                    rows.Add(
                    [
                        NameOf(pictures[i]),
                        person + 1,
                        fitted.Skeleton.Joints[joint],
                        place.IsFound ? Math.Round(place.X, 2) : null,
                        place.IsFound ? Math.Round(place.Y, 2) : null,
                        Math.Round(place.Score, 4),
                    ]);
                }
            }
        }

        return new ResultTable(
            "joints", "Joints, in pixels from the top left", ["picture", "person", "joint", "x", "y", "score"], rows);
    }
}
