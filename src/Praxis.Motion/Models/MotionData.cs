using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Clips made ready: one skeleton, one rate, what is learnt from and what is measured on. Immutable.</summary>
public sealed class MotionData
{
    private const double FastRate = 50;
    private const double OffsetsPerUnit = 70;

    private MotionData(
        PoseLayout layout,
        double frameSeconds,
        IReadOnlyList<PreparedClip> train,
        IReadOnlyList<PreparedClip> test,
        bool isHeldOut,
        IReadOnlyList<string> notes)
    {
        Layout = layout;
        FrameSeconds = frameSeconds;
        Train = train;
        Test = test;
        IsHeldOut = isHeldOut;
        Notes = notes;
    }

    /// <summary>Which numbers of a pose are learnt.</summary>
    public PoseLayout Layout { get; }

    /// <summary>Seconds from one frame of the model to the next.</summary>
    public double FrameSeconds { get; }

    /// <summary>The clips to learn from.</summary>
    public IReadOnlyList<PreparedClip> Train { get; }

    /// <summary>The clips to measure on.</summary>
    public IReadOnlyList<PreparedClip> Test { get; }

    /// <summary>Whether the test clips were taken from the training ones, as the folder names none.</summary>
    public bool IsHeldOut { get; }

    /// <summary>What a reader of the numbers must know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Millimetres of one unit of positions; null where it is not known.</summary>
    public double? MillimetresPerUnit => Layout.Skeleton.MillimetresPerUnit;

    /// <summary>Makes clips ready to fit a model.</summary>
    /// <param name="set">The clips.</param>
    /// <param name="options">Rate and mapping.</param>
    /// <param name="space">What is learnt.</param>
    /// <returns>The data.</returns>
    /// <exception cref="InputException">Clips do not fit together, or none is left to measure on.</exception>
    public static MotionData ToFit(MotionSet set, MotionInputOptions options, PoseSpace space)
    {
        bool isHeldOut = !set.Entries.Any(static entry => entry.Split == MotionSplit.Test);
        bool[] isTest = isHeldOut
            ? HoldOut(set)
            : [.. set.Entries.Select(static entry => entry.Split == MotionSplit.Test)];
        bool[] isKept = [.. set.Entries.Select(static entry => entry.Split == MotionSplit.Validation)];
        MotionEntry[] learnt = [.. set.Entries.Where((_, i) => !isTest[i] && !isKept[i])];
        if (learnt.Length == 0 || !isTest.Contains(true))
        {
            throw new InputException(
                "--data: there must be clips to learn from and others to measure on; give two and more, or folders "
                + "train and test");
        }

        double frameSeconds = LearntSeconds(learnt[0].Clip.FrameSeconds, options);
        (SkeletonDescription description, string skeletonNote) = ModelSkeleton.Of(learnt[0], space);
        RequireOneUnit(set);
        PreparedClip[] all =
            [.. set.Entries.Select(entry => Prepare(entry, description.Skeleton, frameSeconds, space, options))];
        PreparedClip[] train = [.. all.Where((_, i) => !isTest[i] && !isKept[i])];
        PreparedClip[] test = [.. all.Where((_, i) => isTest[i])];
        var notes = new List<string>();
        NoteRates(set, frameSeconds, options, notes);
        if (skeletonNote.Length > 0)
        {
            notes.Add(skeletonNote);
        }

        notes.AddRange(RootNotes([.. train, .. test]));
        int keptCount = isKept.Where((isOne, i) => isOne && !isTest[i]).Count();
        if (keptCount > 0)
        {
            notes.Add($"Clips for validation were neither learnt from nor measured ({keptCount} of {all.Length}).");
        }

        if (isHeldOut)
        {
            notes.Add($"The folder names no test clips: the last of each action was held out ({test.Length} of "
                + $"{all.Length} clips).");
        }

        PoseLayout layout = description.HasListOf(space)
            ? PoseLayout.Of(description, space)
            : PoseLayout.Fit(description.Skeleton, space, [.. train.Select(static clip => clip.Whole)]);
        return new MotionData(layout, frameSeconds, train, test, isHeldOut, notes);
    }

    /// <summary>Makes clips ready to measure a fitted model: its test clips, or all where the folder names none.
    /// </summary>
    /// <param name="set">The clips.</param>
    /// <param name="options">How they were read.</param>
    /// <param name="layout">The model's poses.</param>
    /// <param name="frameSeconds">The model's rate.</param>
    /// <returns>The data, without clips to learn from.</returns>
    /// <exception cref="InputException">A clip has another skeleton.</exception>
    public static MotionData ToMeasure(
        MotionSet set, MotionInputOptions options, PoseLayout layout, double frameSeconds)
    {
        bool isNamed = set.Entries.Any(static entry => entry.Split == MotionSplit.Test);
        MotionEntry[] tests = [.. set.Entries.Where(entry => !isNamed || entry.Split == MotionSplit.Test)];
        PreparedClip[] prepared =
        [
            .. tests.Select(entry =>
                Prepare(entry, layout.Skeleton, frameSeconds, layout.Space, options, JointsOf(layout))),
        ];
        return new MotionData(
            layout,
            frameSeconds,
            [],
            prepared,
            isHeldOut: false,
            [
                .. isNamed
                    ? []
                    : (string[])["The folder names no test clips: all were measured, also those learnt from."],
                .. tests.Select(entry => SizeNote(entry, layout.Skeleton)).OfType<string>(),
                .. RootNotes(prepared),
            ]);
    }

    /// <summary>The joints whose places a layout needs.</summary>
    internal static HashSet<int> JointsOf(PoseLayout layout) => layout.Space == PoseSpace.Angle
        ? []
        : [0, .. layout.Columns.ToArray().Select(static column => column / 3)];

    /// <summary>What is to be said of places in another unit than the model's; null where there is nothing.</summary>
    /// <remarks>Positions say nothing of their unit; rotations are put on the model's own bones.</remarks>
    internal static string? SizeNote(MotionEntry entry, Skeleton skeleton)
    {
        if (entry.Clip is MotionClip && !ModelSkeleton.IsStar(skeleton))
        {
            return null;
        }

        double own = BodySize.OfRest(skeleton);
        double theirs = BodySize.Of(entry.Clip.ToPositions());
        return BodySize.HaveOneUnit(own, theirs) ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Path}: the body is {theirs:0.##} units large and the model learnt one of {own:0.##}; ")
            + "scale the positions to the model's unit, or what comes out means nothing";
    }

    /// <summary>Whole poses of a clip at a model's rate and in its space.</summary>
    /// <param name="entry">The clip.</param>
    /// <param name="skeleton">The model's.</param>
    /// <param name="frameSeconds">The model's.</param>
    /// <param name="space">The model's.</param>
    /// <param name="options">Mapping of joints.</param>
    /// <param name="needed">The joints whose positions are learnt; null for all.</param>
    /// <returns>The poses.</returns>
    /// <exception cref="InputException">The clip has another skeleton that names do not tie to this one.</exception>
    internal static PreparedClip Prepare(
        MotionEntry entry,
        Skeleton skeleton,
        double frameSeconds,
        PoseSpace space,
        MotionInputOptions options,
        HashSet<int>? needed = null)
    {
        JointMapping mapping = MappingOf(entry, skeleton, options.Mapping, needed);
        bool isStar = ModelSkeleton.IsStar(skeleton);
        switch (isStar ? entry.Clip.ToPositions() : entry.Clip)
        {
            case MotionClip clip:
                MotionClip own = OnModel(Resampled(clip, frameSeconds), mapping, skeleton);
                return new PreparedClip(WholeOf(own, skeleton, space), entry.Action, entry.Subject, entry.Path)
                {
                    Root = RootOf(entry.Path, clip, own),
                    Note = StillRoot.NoteOf(clip, mapping.Sources[0]),
                };
            case PositionClip clip when space == PoseSpace.Position:
                PositionClip places = mapping.Apply(clip.Resample(frameSeconds), skeleton);
                RootTurn? turn = isStar ? null : RootTurn.Of(skeleton, joint => mapping.Sources[joint] >= 0);
                (PoseMatrix poses, Rotation[] turns) = RootTurn.TakeOut(places.ToMatrix(), turn);
                return new PreparedClip(poses, entry.Action, entry.Subject, entry.Path)
                {
                    Root = RootMotion.Of(places, turns),
                    Note = isStar ? "" : RootTurn.NoteOf(turn, skeleton),
                };
            default:
                throw new InputException($"{entry.Path}: holds positions of joints, and the model turns joints; take a "
                    + "model that was fitted with --space position");
        }
    }

    // The CMU benchmark's text has the root's path in units of its ASF files, of which its offsets are 70 times as
    // many; of other text the unit is not known.
    private static RootMotion? RootOf(string path, MotionClip clip, MotionClip onModel)
    {
        Skeleton cmu = SkeletonDescription.Cmu.Skeleton;
        return !MotionFile.HasEnding(path, ".txt") ? RootMotion.Of(onModel)
            : clip.Skeleton.HasBonesOf(cmu) && onModel.Skeleton.MillimetresPerUnit == cmu.MillimetresPerUnit
                ? RootMotion.Of(onModel, OffsetsPerUnit)
            : null;
    }

    /// <summary>A clip whose root's path has the unit of its bones, as the CMU benchmark's text has not.</summary>
    internal static IMotionClip InOneUnit(IMotionClip clip, string path) =>
        clip is MotionClip motion && MotionFile.HasEnding(path, ".txt")
        && motion.Skeleton.HasBonesOf(SkeletonDescription.Cmu.Skeleton)
            ? new MotionClip(
                motion.Skeleton,
                motion.FrameSeconds,
                [.. motion.RootPositions.ToArray().Select(static place => OffsetsPerUnit * place)],
                [.. Enumerable.Range(0, motion.FrameCount).SelectMany(frame => motion.Rotations(frame).ToArray())])
            : clip;

    /// <summary>A clip on the model's skeleton, whatever pose its own rests in.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="mapping">Which of its joints is which of the model's.</param>
    /// <param name="skeleton">The model's.</param>
    internal static MotionClip OnModel(MotionClip clip, JointMapping mapping, Skeleton skeleton) =>
        ReferenceEquals(clip.Skeleton, skeleton) ? clip
        : mapping.IsSameTree(clip.Skeleton, skeleton)
            ? RestPose.Between(InOrder(clip, mapping).Skeleton, skeleton).ToModel(InOrder(clip, mapping))
        : mapping.Apply(clip, skeleton);

    /// <summary>A clip of the model's tree with its joints in the model's order.</summary>
    internal static MotionClip InOrder(MotionClip clip, JointMapping mapping) =>
        mapping.Sources.ToArray().Index().All(static pair => pair.Item == pair.Index)
            ? clip
            : clip.Reordered(mapping.Sources, clip.Skeleton.Reordered(mapping.Sources));

    /// <summary>Which joint of a clip is which of the model's.</summary>
    /// <param name="entry">The clip.</param>
    /// <param name="skeleton">The model's.</param>
    /// <param name="overrides">Path of a file that says what names do not; empty for none.</param>
    /// <param name="needed">The joints whose positions are learnt; null for all. Rotations need all but ends of bones,
    /// and can do without those that the file leaves out.</param>
    /// <exception cref="InputException">A needed joint is not known.</exception>
    internal static JointMapping MappingOf(
        MotionEntry entry, Skeleton skeleton, string overrides, HashSet<int>? needed)
    {
        var mapping = JointMapping.Guess(entry.Clip.JointNames, skeleton.JointNames);
        mapping = overrides.Length > 0 ? mapping.WithOverrides(overrides) : mapping;
        bool hasTurns = entry.Clip is MotionClip && !ModelSkeleton.IsStar(skeleton);
        mapping.Require(
            entry.Path,
            skeleton.Joints.Where((joint, i) => hasTurns ? !joint.IsEndSite : needed?.Contains(i) ?? true)
                .Select(static joint => joint.Name),
            canBeLeftOut: hasTurns);
        return mapping;
    }

    // Tables say nothing of their unit, and two units in one fit teach nonsense.
    private static void RequireOneUnit(MotionSet set)
    {
        (string Path, double Size)[] tables =
        [
            .. set.Entries.Where(static entry => entry.Clip is PositionClip)
                .Select(static entry => (entry.Path, BodySize.Of((PositionClip)entry.Clip))),
        ];
        foreach ((string path, double size) in tables)
        {
            (string firstPath, double first) = tables[0];
            if (!BodySize.HaveOneUnit(first, size))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: the body is {size:0.###} units large, and {first:0.###} in {firstPath}; ")
                    + "bring all tables to one unit");
            }
        }
    }

    // One sentence for all clips of which the same is to be said.
    private static IEnumerable<string> RootNotes(PreparedClip[] clips) => clips
        .Where(static clip => clip.Note.Length > 0)
        .GroupBy(static clip => clip.Note)
        .Select(static group =>
            $"{CellText.List([.. group.Select(static clip => Path.GetFileName(clip.Path))])}: {group.Key}.");

    private static void NoteRates(MotionSet set, double frameSeconds, MotionInputOptions options, List<string> notes)
    {
        string[] rates =
        [
            .. set.Entries.Select(static entry => Math.Round(1 / entry.Clip.FrameSeconds, 1)).Distinct().Order()
                .Select(static rate => rate.ToString(CultureInfo.InvariantCulture)),
        ];
        if (rates.Length > 1)
        {
            string own = (1 / frameSeconds).ToString("0.##", CultureInfo.InvariantCulture);
            notes.Add($"Clips have {string.Join(", ", rates)} frames a second; all were brought to {own}"
                + (options.LearnRate > 0 ? "." : ", after the first that is learnt from; --learn-rate says another "
                    + "rate."));
        }
    }

    private static MotionClip Resampled(MotionClip clip, double frameSeconds)
    {
        int step = (int)Math.Round(frameSeconds / clip.FrameSeconds);
        return step >= 1 && Math.Abs((step * clip.FrameSeconds) - frameSeconds) < 1e-3 * frameSeconds
            ? clip.EveryNth(step)
            : clip.Resample(frameSeconds);
    }

    private static PoseMatrix WholeOf(MotionClip clip, Skeleton skeleton, PoseSpace space)
    {
        PoseMatrix rows = ExponentialMapRows.WithoutRoot(ExponentialMapRows.Of(clip));
        return space == PoseSpace.Angle ? rows : ExponentialMapRows.ToPositions(rows, skeleton);
    }

    private static double LearntSeconds(double fileSeconds, MotionInputOptions options) =>
        options.LearnRate > 0 ? 1 / options.LearnRate
        : fileSeconds <= 1.001 / FastRate ? 2 * fileSeconds
        : fileSeconds;

    // The last clip of each action that has two and more; of single clips, the last of all.
    private static bool[] HoldOut(MotionSet set)
    {
        var isTest = new bool[set.Entries.Count];
        foreach (IGrouping<string, (int Index, MotionEntry Item)> action in
            set.Entries.Index().GroupBy(static one => one.Item.Action))
        {
            if (action.Count() > 1)
            {
                isTest[action.Last().Index] = true;
            }
        }

        if (!isTest.Contains(true) && isTest.Length > 1)
        {
            isTest[^1] = true;
        }

        return isTest;
    }
}
