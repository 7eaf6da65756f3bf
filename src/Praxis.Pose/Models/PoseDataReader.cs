using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Brings people into memory: draws figures, or reads annotated photographs.</summary>
internal sealed class PoseDataReader(PoseInputOptions input, PoseRecipe recipe, FitContext context)
{
    // Side of what is kept of a picture over that of the person's box: the largest crop, turned by any angle.
    private const double Reach = 2.2;
    private const long MostBytes = 4L << 30;

    /// <summary>Reads all that a fit needs.</summary>
    /// <param name="path">A recipe of figures, or annotations.</param>
    /// <param name="needsParts">Whether body parts will be pasted.</param>
    /// <param name="testsOnly">Whether nothing is learnt: then people to learn from are not read.</param>
    internal PoseData Read(string path, bool needsParts, bool testsOnly)
    {
        context.Report(new PhaseEvent("reading"));
        PartPool? pool = input.Pool.Length > 0 ? PartPoolFile.Load(input.Pool) : null;
        return FigureRecipe.Accepts(path)
            ? Figures(FigureRecipe.Read(path), pool, needsParts, testsOnly)
            : Photographs(path, pool, testsOnly);
    }

    private PoseData Figures(FigureRecipe figures, PartPool? pool, bool needsParts, bool testsOnly)
    {
        var renderer = new FigureRenderer(new FigureOptions { Size = figures.Size }, figures.Seed);
        var splits = new FigureSplits
        {
            TrainCount = figures.Train,
            ValCount = figures.Val,
            TestCount = figures.Test,
        };
        FigureSet Draw(FigureSplit split)
        {
            context.Report(new PhaseEvent($"drawing {splits.CountOf(split)} figures of {Name(split)}"));
            return splits.Draw(renderer, split, context.ThreadCount, context.Cancellation);
        }

        FigureSet? train = testsOnly ? null : Draw(FigureSplit.Train);
        if (pool is null && needsParts && train is not null)
        {
            pool = Cut(train, figures.Parts);
        }

        return new PoseData(
            PoseSkeleton.Lsp,
            train is null ? [] : Examples(train),
            testsOnly ? [] : Examples(Draw(FigureSplit.Val)),
            [.. FigureSplits.Tests.Select(split => new PoseTestSet(Name(split), Examples(Draw(split))))],
            pool);
    }

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

    private PoseData Photographs(string path, PartPool? pool, bool testsOnly)
    {
        PoseSet set = PoseSets.Kind.Read(path, input.Format, input);
        if (set.AbsentPictures.Count > 0)
        {
            context.Report(new NoticeEvent(
                $"{path}: {set.AbsentPictures.Count} pictures are not there, as {set.AbsentPictures[0]}; they are left"
                + " out, and ranges count the others",
                IsWarning: true));
        }

        if (set.PersonCount == 0)
        {
            throw new InputException($"{path}: has no people; give annotations with at least one");
        }

        PictureRanges ranges = PictureRanges.Of(input, set.Pictures.Count, testsOnly);
        return new PoseData(
            set.Skeleton,
            testsOnly ? [] : Examples(set, ranges.Train, "to learn from"),
            testsOnly ? [] : Examples(set, ranges.Validation, "to choose by"),
            [new PoseTestSet("test", Examples(set, ranges.Test, "to be tested on"))],
            pool);
    }

    // Pictures that cannot be decoded are told and left out.
    private PoseExample[] Examples(PoseSet set, IReadOnlyList<int> pictures, string purpose)
    {
        context.Report(new PhaseEvent($"reading {pictures.Count} pictures {purpose}"));
        int side = (int)(Reach * Math.Max(recipe.Width, recipe.Height));
        long people = pictures.Sum(number => (long)set.Pictures[number].People.Count);
        bool isKept = people * side * side * RgbImage.Channels <= MostBytes;
        var found = new PoseExample[pictures.Count][];
        var faults = new string?[pictures.Count];
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
                found[i] = Examples(picture, set.Skeleton, side, isKept);
            }
            catch (InputException fault)
            {
                found[i] = [];
                faults[i] = fault.Message;
            }
        });
        string[] told = [.. faults.OfType<string>()];
        if (told.Length > 0)
        {
            context.Report(new NoticeEvent(
                $"{told.Length} of {pictures.Count} pictures cannot be used and are left out: {told[0]}",
                IsWarning: true));
        }

        return [.. found.SelectMany(static few => few)];
    }

    private static PoseExample[] Examples(PosePicture picture, PoseSkeleton skeleton, int side, bool isKept)
    {
        Person[] people =
        [
            .. picture.People.Where(static person =>
                !person.IsCrowd && person.Joints.Any(static joint => joint.IsLabelled)),
        ];
        if (people.Length == 0)
        {
            return [];
        }

        RgbImage whole = ImageFile.Read(picture.Path);
        return
        [
            .. people.Select(person =>
            {
                double wide = Math.Max(Math.Max(person.Box.Width, person.Box.Height), 1) * Reach;
                int size = (int)Math.Clamp(Math.Ceiling(wide), 1, side);
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
                    Others = [.. people.Where(other => other != person)],
                    PictureId = picture.Id,
                };
            }),
        ];
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
