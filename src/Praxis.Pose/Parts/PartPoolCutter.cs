using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Cuts a pool of body parts from a folder of pictures, or from drawn figures.</summary>
/// <param name="options">From what, and which parts are good enough.</param>
/// <param name="context">Threads, clock, events and cancellation.</param>
public sealed class PartPoolCutter(PartPoolOptions options, FitContext context)
{
    private const int MostTold = 50;
    private static readonly string[] MaskNames = [.. Enumerable.Range(0, 256).Select(static i => $"{i}")];
    private int _crowded;

    /// <summary>Cuts the parts of photographs.</summary>
    /// <param name="pictures">Their folder.</param>
    /// <returns>The pool; what was not taken is in it with the reason.</returns>
    /// <exception cref="InputException">Folders or annotations cannot be used, or no part was taken.</exception>
    public PartPool Cut(string pictures)
    {
        OptionsSchema.Validate(options);
        if (options.Parsing.Length == 0 && options.Masks.Length == 0)
        {
            throw new InputException("--parsing is needed, the folder of label maps; or --masks with --joints");
        }

        context.Report(new PhaseEvent("reading"));
        IReadOnlyList<string> paths = ImageFolder.List(pictures);
        Dictionary<string, Person[]>? people = options.Joints.Length > 0 ? People() : null;
        LabelMapFolder? maps = options.Parsing.Length > 0 ? new LabelMapFolder(options.Parsing) : null;
        Dictionary<string, string> masks = maps is null ? Masks() : [];
        var builder = new PartPoolBuilder(
            new PartCleaning
            {
                SmallestArea = options.SmallestArea,
                ShortestSide = options.ShortestSide,
                NeedsJoint = people is not null,
            },
            options.Most == 0 ? int.MaxValue : options.Most);
        context.Report(new PhaseEvent($"cutting parts from {paths.Count} pictures"));
        var faults = new List<string>();
        int bare = 0;
        long started = context.Clock.GetTimestamp();
        for (int i = 0; i < paths.Count && !builder.IsFull; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            try
            {
                Person[] own = people?.GetValueOrDefault(Path.GetFileNameWithoutExtension(paths[i])) ?? [];
                bool isCut = maps is null ? Add(builder, paths[i], masks, own) : Add(builder, paths[i], maps, own);
                bare += isCut ? 0 : 1;
            }
            catch (InputException fault)
            {
                faults.Add(fault.Message);
            }

            Tell("picture", i + 1, paths.Count, started);
        }

        return Told(builder.Build(), paths, bare, faults);
    }

    /// <summary>Cuts the parts of drawn figures.</summary>
    /// <param name="recipe">The file that says which figures to draw.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="InputException">The recipe is malformed.</exception>
    public PartPool CutFigures(string recipe)
    {
        OptionsSchema.Validate(options);
        FigureRecipe figures = FigureRecipe.Read(recipe);
        int most = options.Most == 0 ? figures.Parts : options.Most;
        var builder = new PartPoolBuilder(PartCleaning.Figures, most);
        var renderer = new FigureRenderer(new FigureOptions { Size = figures.Size }, figures.Seed);
        context.Report(new PhaseEvent($"cutting parts from up to {figures.Train} figures"));
        long started = context.Clock.GetTimestamp();
        for (int item = 0; item < figures.Train && !builder.IsFull; item++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            builder.Add(renderer.Draw(FigureSplit.Train, item));
            Tell("figure", item + 1, figures.Train, started);
        }

        return builder.Build();
    }

    private void Tell(string what, int done, int count, long started)
    {
        if (done % Math.Max(1, count / MostTold) == 0)
        {
            double seconds = context.Clock.GetElapsedTime(started).TotalSeconds;
            context.Report(new PartEvent(what, done, count, seconds / done * (count - done)));
        }
    }

    private PartPool Told(PartPool pool, IReadOnlyList<string> paths, int bare, List<string> faults)
    {
        foreach (string fault in faults)
        {
            context.Report(new NoticeEvent($"{fault}; left out", IsWarning: true));
        }

        if (bare > 0)
        {
            string what = options.Parsing.Length > 0 ? "label map" : "mask or no joints";
            context.Report(new NoticeEvent($"{bare} of {paths.Count} pictures have no {what}; left out", true));
        }

        if (_crowded > 0)
        {
            context.Report(new NoticeEvent(
                $"{_crowded} of {paths.Count} pictures show several annotated people, whom a label map does not tell "
                    + "apart: their parts get no joints",
                IsWarning: true));
        }

        return pool.Count > 0
            ? pool
            : throw new InputException(
                faults.Count == paths.Count ? faults[0]
                : bare == paths.Count
                    ? $"none of {bare} pictures has a file of its name in"
                        + $" {(options.Parsing.Length > 0 ? options.Parsing : options.Masks)}; names must be alike but"
                        + " for the ending"
                : bare + faults.Count == paths.Count
                    ? $"no picture of {paths.Count} can be used: {bare} have no file of their name, and of the others "
                        + faults[0]
                : pool.Rejections.Count == 0 ? "no picture shows a part: its map or mask has no label of one"
                : $"none of {pool.Rejections.Count} parts is good enough: {Reasons(pool)}; {Mend(pool)}");
    }

    private string Mend(PartPool pool)
    {
        bool isForJoints = PartPoolTables.ByRule(pool).First().Key == PartCleaner.NoJointRule;
        return !isForJoints ? "give larger pictures, or lower --smallest-area or --shortest-side"
            : options.Parsing.Length > 0 ? "annotate the joints of pictures with one person, or leave --joints out"
            : "annotate more joints";
    }

    // By rule, the most frequent first, each with an example.
    private static string Reasons(PartPool pool) => string.Join("; ", PartPoolTables.ByRule(pool)
        .Select(static group => $"{group.Count()} as {PartPoolTables.Example(group)}"));

    private bool Add(PartPoolBuilder builder, string path, LabelMapFolder maps, Person[] people)
    {
        if (maps.Of(path) is not { } map)
        {
            return false;
        }

        RgbImage picture = ImageFile.Read(path);
        RequireSize(path, picture, map);

        // A map does not tell people apart: joints are those of the only person.
        _crowded += people.Length > 1 ? 1 : 0;
        builder.Add(
            picture, map, PartScheme.Lip, people.Length == 1 ? people[0].Joints : null, Path.GetFileName(path));
        return true;
    }

    private static bool Add(
        PartPoolBuilder builder, string path, Dictionary<string, string> masks, Person[] people)
    {
        if (people.Length == 0 || !masks.TryGetValue(Path.GetFileNameWithoutExtension(path), out string? file))
        {
            return false;
        }

        ParsingMap map = ParsingPng.Read(file, MaskNames);
        RgbImage picture = ImageFile.Read(path);
        RequireSize(path, picture, map);
        for (int i = 0; i < people.Length; i++)
        {
            byte[] mask =
            [
                .. map.Labels.Select(label => (people.Length == 1 ? label != 0 : label == i + 1) ? (byte)1 : (byte)0),
            ];
            string source = people.Length == 1 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}#{i + 1}";
            builder.Add(picture, mask, people[i].Joints, source);
        }

        return true;
    }

    private static void RequireSize(string path, RgbImage picture, ParsingMap map)
    {
        if (map.Width != picture.Width || map.Height != picture.Height)
        {
            throw new InputException(
                $"{path}: has {picture.Width} x {picture.Height} pixels, its map {map.Width} x {map.Height}");
        }
    }

    private Dictionary<string, string> Masks()
    {
        if (!Directory.Exists(options.Masks))
        {
            throw new InputException($"{options.Masks}: no such folder; check the path given to --masks");
        }

        return LabelMapFolder.FilesByStem(options.Masks, LabelMapFolder.IsPng);
    }

    private Dictionary<string, Person[]> People()
    {
        PoseSet set = PoseSets.Read(options.Joints, new PoseInputOptions { AnnotationsOnly = true });
        PoseMapping mapping = PoseMapping.Between(set.Skeleton, PoseSkeleton.Mpii);
        return set.Pictures
            .GroupBy(static picture => Path.GetFileNameWithoutExtension(picture.Path), StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                group => group.SelectMany(static picture => picture.People)
                    .Where(static person => !person.IsCrowd)
                    .Select(person => person with { Joints = mapping.Apply(person.Joints) })
                    .ToArray(),
                StringComparer.Ordinal);
    }
}
