using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Brings people into memory: draws figures, or reads annotated photographs.</summary>
internal sealed class PoseDataReader(PoseInputOptions input, PoseRecipe recipe, FitContext context)
{
    private const long MostBytes = 4L << 30;
    private const int MostNamed = 20;

    private static readonly string[] OfPhotographs = ["format", "images", "skeleton", "mapping", "head-boxes"];

    /// <summary>Reads all that a fit needs.</summary>
    /// <param name="path">A recipe of figures, or annotations.</param>
    /// <param name="needsParts">Whether body parts will be pasted.</param>
    internal PoseData Read(string path, bool needsParts)
    {
        context.Report(new PhaseEvent("reading"));
        PartPool? pool = needsParts && input.Pool.Length > 0 ? PartPoolFile.Load(input.Pool) : null;
        if (FigureRecipe.Accepts(path))
        {
            TellOfPhotographs([.. OfPhotographs, "train", "validation", "test"]);
            var figures = FigureRecipe.Read(path);
            Func<FigureSplit, FigureSet> draw = Drawing(figures);
            FigureSet train = draw(FigureSplit.Train);
            return new PoseData(
                PoseSkeleton.Lsp,
                Examples(train),
                Examples(draw(FigureSplit.Val)),
                Tests(draw),
                needsParts ? pool ?? Cut(train, figures.Parts) : null);
        }

        if (input.Mapping.Length > 0 && input.Skeleton.Length == 0)
        {
            throw new InputException(
                "--mapping says where the joints of --skeleton come from, and none was given; name it, or leave both"
                + " out");
        }

        PoseSet set = Photographs(path);
        PictureRanges ranges = PictureRanges.Of(input, set.Pictures.Count);
        PoseExample[] learned = Examples(set, ranges.Train, "to learn from");
        HashSet<string> used = [.. learned.Select(static one => one.Fingerprint)];
        PoseExample[] validation = Without(
            Examples(set, ranges.Validation, "to choose by"),
            used,
            "to choose by are, under another name, among those to learn from",
            "to choose by; give others by --validation");
        used.UnionWith(validation.Select(static one => one.Fingerprint));
        PoseExample[] test = Without(
            Examples(set, ranges.Test, "to be tested on"),
            used,
            "to be tested on are, under another name, among those to learn from or to choose by",
            "to be tested on; give others by --test");
        return test.Length > 0
            ? new PoseData(set.Skeleton, learned, validation, [new PoseTestSet("test", test)], pool)
            : throw new InputException(
                $"{path}: {ranges.Test.Count} pictures to be tested on show nobody who can be used; give others by"
                + " --test");
    }

    /// <summary>Reads people to be tested on: those of the fit's own test pictures, or of all pictures that are asked
    /// for; never those that were learnt from or chose the epoch.</summary>
    /// <param name="path">A recipe of figures, or annotations.</param>
    /// <param name="wanted">The joints that are looked for.</param>
    /// <param name="ledger">What part pictures played in the fit.</param>
    /// <param name="isOtherData">Whether these are others than the fit's.</param>
    internal PoseData ReadTests(string path, PoseSkeleton wanted, PictureLedger ledger, bool isOtherData)
    {
        context.Report(new PhaseEvent("reading"));
        IdleOptions.Tell(input, [("train", "fit"), ("validation", "fit")], context);
        PoseMeasure? measure = isOtherData ? null : new PoseMeasure(ledger.Unit);
        if (FigureRecipe.Accepts(path))
        {
            TellOfPhotographs([.. OfPhotographs, "test"]);
            return PoseSkeleton.Lsp.Joints.SequenceEqual(wanted.Joints)
                ? new PoseData(wanted, [], [], Tests(Drawing(FigureRecipe.Read(path))), null) { Recorded = measure }
                : throw new InputException(
                    $"{path}: drawn figures have the joints of {PoseSkeleton.Lsp.Name}, the run finds those of "
                    + $"{wanted.Name}; give annotated pictures");
        }

        PoseSet set = Photographs(path);
        bool isMapped = input.Mapping.Length > 0 || !set.Skeleton.Joints.SequenceEqual(wanted.Joints);
        if (input.Skeleton.Length == 0 && isMapped)
        {
            set = PoseMapping.Between(set.Skeleton, wanted, input.Mapping).Apply(set);
        }

        IReadOnlyList<int> places = isOtherData || input.Test.Length > 0
            ? PictureRanges.OfTests(input, set.Pictures.Count)
            : OwnTests(set, ledger);
        PoseExample[] people = Without(
            Examples(set, places, "to be tested on"),
            ledger.Used(),
            "were learnt from, or chose the epoch",
            "to be tested on; give other people by --data");
        return new PoseData(set.Skeleton, [], [], [new PoseTestSet("test", people)], null) { Recorded = measure };
    }

    private int[] OwnTests(PoseSet set, PictureLedger ledger)
    {
        HashSet<string> names = [.. ledger.Tested.Select(static picture => picture.Name)];
        int[] places =
            [.. Enumerable.Range(0, set.Pictures.Count).Where(place => names.Contains(set.Pictures[place].Name))];
        string[] missing = [.. names.Except(places.Select(place => set.Pictures[place].Name))];
        if (places.Length == 0)
        {
            string example = missing.Length > 0 ? $", as {missing[0]}" : string.Empty;
            throw new InputException(
                $"none of the run's {names.Count} test pictures is there{example}; put them back, or give"
                + " other people by --data");
        }

        if (missing.Length > 0)
        {
            context.Report(new NoticeEvent(
                $"{missing.Length} of the run's {names.Count} test pictures are not there, as {missing[0]}",
                IsWarning: true));
        }

        return places;
    }

    // Pictures of the same bytes are the same, whatever their names.
    private PoseExample[] Without(PoseExample[] people, HashSet<string> used, string why, string purpose)
    {
        PoseExample[] left = [.. people.Where(one => !used.Contains(one.Fingerprint))];
        if (left.Length == people.Length)
        {
            return people;
        }

        int all = people.Select(static one => one.Fingerprint).Distinct().Count();
        int seen = people.Select(static one => one.Fingerprint).Where(used.Contains).Distinct().Count();
        string told = $"{seen} of {all} pictures {why}";
        if (left.Length == 0)
        {
            throw new InputException($"{told}: nothing is left {purpose}");
        }

        context.Report(new NoticeEvent($"{told}, and are left out", IsWarning: true));
        return left;
    }

    // Figures are drawn by their recipe alone.
    private void TellOfPhotographs(string[] flags) =>
        IdleOptions.Tell(input, flags.Select(static flag => (flag, "annotated pictures")), context);

    private Func<FigureSplit, FigureSet> Drawing(FigureRecipe figures)
    {
        var renderer = new FigureRenderer(new FigureOptions { Size = figures.Size }, figures.Seed);
        var splits = new FigureSplits
        {
            TrainCount = figures.Train,
            ValCount = figures.Val,
            TestCount = figures.Test,
        };
        return split =>
        {
            context.Report(new PhaseEvent($"drawing {splits.CountOf(split)} figures of {Name(split)}"));
            return splits.Draw(renderer, split, context.ThreadCount, context.Cancellation);
        };
    }

    private static PoseTestSet[] Tests(Func<FigureSplit, FigureSet> draw) =>
        [.. FigureSplits.Tests.Select(split => new PoseTestSet(Name(split), Examples(draw(split))))];

    private static PartPool Cut(FigureSet train, int most)
    {
        var builder = new PartPoolBuilder(PartCleaning.Figures, most);
        foreach (FigureSample sample in train.Samples)
        {
            if (builder.IsFull)
            {
                break;
            }

            builder.Add(sample);
        }

        return builder.Build();
    }

    private static string Name(FigureSplit split) => split.ToString().ToLowerInvariant();

    private static PoseExample[] Examples(FigureSet set) =>
    [
        .. set.Samples.Select(static sample => new PoseExample(sample.Image, sample.ToPerson())
        {
            Others = sample.OtherJoints is { } joints ? [new Person(joints, default)] : [],
            PictureId = sample.Item,
            Figure = sample,
        }),
    ];

    private PoseSet Photographs(string path)
    {
        if (input.AnnotationsOnly)
        {
            throw new InputException("--annotations-only: pictures are needed here; leave it out");
        }

        PoseSet set = PoseSets.Kind.Read(path, input.Format, input);
        bool hasHeads = set.Pictures.Any(static picture => picture.People.Any(static one => one.HeadBox is not null));
        IdleOptions.Tell(input, hasHeads ? [] : [("head-boxes", "MPII people in JSON")], context);
        Tell(set.NoticeOfAbsent(path));
        return set.PersonCount > 0
            ? set
            : throw new InputException($"{path}: has no people; give annotations with at least one");
    }

    private void Tell(NoticeEvent? notice)
    {
        if (notice is not null)
        {
            context.Report(notice);
        }
    }

    // Pictures that cannot be decoded are told and left out.
    private PoseExample[] Examples(PoseSet set, IReadOnlyList<int> pictures, string purpose)
    {
        context.Report(new PhaseEvent($"reading {pictures.Count} pictures {purpose}"));
        // Of a picture as much is kept as the largest crop may show.
        double reach = RandomCrop.For(set.Skeleton).Reach;
        int side = (int)(reach * Math.Max(recipe.Width, recipe.Height));
        long people = pictures.Sum(number => (long)set.Pictures[number].People.Count);
        bool isKept = people * side * side * RgbImage.Channels <= MostBytes;
        var found = new PoseExample[pictures.Count][];
        var faults = new string?[pictures.Count];
        var sizes = new (int, int)?[set.Pictures.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.ThreadCount,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, pictures.Count, parallel, i =>
        {
            PosePicture picture = set.Pictures[pictures[i]];
            try
            {
                (found[i], sizes[pictures[i]]) = Examples(picture, set.Skeleton, (reach, side), isKept);
            }
            catch (InputException fault)
            {
                found[i] = [];
                faults[i] = fault.Message;
            }
        });
        Tell(set.NoticeOfSizes(sizes));
        string[] told = [.. faults.OfType<string>()];
        foreach (string fault in told.Take(MostNamed))
        {
            context.Report(new NoticeEvent($"{fault}; left out", IsWarning: true));
        }

        if (told.Length > MostNamed)
        {
            context.Report(new NoticeEvent(
                $"{told.Length} of {pictures.Count} pictures {purpose} cannot be used and are left out; the first "
                + $"{MostNamed} are named",
                IsWarning: true));
        }

        return [.. found.SelectMany(static few => few)];
    }

    private static (PoseExample[] People, (int Width, int Height)? Size) Examples(
        PosePicture picture, PoseSkeleton skeleton, (double Reach, int Side) most, bool isKept)
    {
        Person[] people =
        [
            .. picture.People.Where(static person =>
                !person.IsCrowd && person.Joints.Any(static joint => joint.IsLabelled)),
        ];
        if (people.Length == 0)
        {
            return ([], null);
        }

        (RgbImage whole, string fingerprint) = ImageFile.ReadWithFingerprint(picture.Path);
        return ([.. people.Select(Example)], (whole.Width, whole.Height));

        PoseExample Example(Person person)
        {
            double wide = Math.Max(Math.Max(person.Box.Width, person.Box.Height), 1) * most.Reach;
            int size = (int)Math.Clamp(Math.Ceiling(wide), 1, most.Side);
            var stored = new CropTransform(person.Box.Centre, wide, size, size);
            Func<RgbImage> image;
            if (isKept)
            {
                RgbImage kept = CropSampler.ToImage(whole, stored, PoseBatch.SamplesPerSide(stored.Scale));
                image = () => kept;
            }
            else
            {
                image = () => CropSampler.ToImage(
                    ImageFile.Read(picture.Path), stored, PoseBatch.SamplesPerSide(stored.Scale));
            }

            return new PoseExample(image, Moved(person, stored, skeleton), stored, person)
            {
                PictureArea = AreaOf(whole, stored),
                Others = [.. people.Where(other => other != person)],
                PictureId = picture.Id,
                PictureName = picture.Name,
                Fingerprint = fingerprint,
            };
        }
    }

    // Whole pixels alone; a person beside the picture has none, and what is cut is black then.
    private static PersonBox? AreaOf(RgbImage whole, CropTransform stored)
    {
        (double left, double top) = stored.ToCrop(0, 0);
        (double right, double bottom) = stored.ToCrop(whole.Width, whole.Height);
        left = Math.Ceiling(Math.Max(left, 0));
        top = Math.Ceiling(Math.Max(top, 0));
        right = Math.Floor(Math.Min(right, stored.Width));
        bottom = Math.Floor(Math.Min(bottom, stored.Height));
        return right - left >= 1 && bottom - top >= 1 ? new PersonBox(left, top, right - left, bottom - top) : null;
    }

    private static Person Moved(Person person, CropTransform stored, PoseSkeleton skeleton)
    {
        (double x, double y) = stored.ToCrop(person.Box.X, person.Box.Y);
        return person with
        {
            Joints = stored.ToCrop(person.Joints, skeleton),
            Box = new PersonBox(x, y, person.Box.Width / stored.Scale, person.Box.Height / stored.Scale),
        };
    }
}
