using Praxis.App;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>The catalogue's jobs on a few made-up clips, with options that train fast.</summary>
internal sealed class MotionPlace : IDisposable
{
    // Steps are 8 seconds apart by this clock, so that every second one is followed by a checkpoint.
    private const int SecondsPerStep = 8;

    private static readonly Dictionary<string, string> FastValues = new()
    {
        ["observed"] = "6",
        ["future"] = "8",
        ["width"] = "16",
        ["coarse-blocks"] = "1",
        ["stage-blocks"] = "1",
        ["layers"] = "3",
        ["epochs"] = "2",
        ["refinement-epochs"] = "2",
        ["joint-epochs"] = "0",
        ["batch-size"] = "16",
    };

    private readonly TemporaryFolder _folder = new();

    public MotionPlace(string method)
    {
        Method = MethodCatalog.Find(method);
        DataPath = _folder["clips"];
        foreach (string split in (string[])["train", "test"])
        {
            for (int take = 1; take <= (split == "train" ? 3 : 1); take++)
            {
                string folder = Path.Combine(DataPath, split, "wave");
                Directory.CreateDirectory(folder);
                BvhWriter.Write(Path.Combine(folder, $"wave_{take}.bvh"), Clip(40, take + (split == "test" ? .5 : 0)));
            }
        }

        Environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
            Clock = new ManualClock(TimeSpan.FromSeconds(SecondsPerStep)),
        };
    }

    public Method Method { get; }

    public string DataPath { get; set; }

    public JobEnvironment Environment { get; set; }

    public Dictionary<string, string> Options { get; } = [];

    public Dictionary<string, string> Input { get; } = [];

    public string this[string name] => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A made-up motion of five joints and three ends, at 30 frames a second.</summary>
    public static MotionClip Clip(int frames, double phase)
    {
        var skeleton = new Skeleton("figure",
        [
            new SkeletonJoint("Hips", -1, Vector3D.Zero),
            new SkeletonJoint("LeftLeg", 0, new Vector3D(1, -4, 0)),
            new SkeletonJoint("LeftLeg_End", 1, new Vector3D(0, -4, 0)) { IsEndSite = true },
            new SkeletonJoint("RightLeg", 0, new Vector3D(-1, -4, 0)),
            new SkeletonJoint("RightLeg_End", 3, new Vector3D(0, -4, 0)) { IsEndSite = true },
            new SkeletonJoint("Spine", 0, new Vector3D(0, 5, 0)),
            new SkeletonJoint("Head", 5, new Vector3D(0, 3, .5)),
            new SkeletonJoint("Head_End", 6, new Vector3D(0, 1, 0)) { IsEndSite = true },
        ]);
        var roots = new Vector3D[frames];
        var rotations = new Rotation[frames * skeleton.JointCount];
        for (int frame = 0; frame < frames; frame++)
        {
            double time = (frame / 30.0) + phase;
            roots[frame] = new Vector3D(.2 * time, 9 + (.1 * Math.Sin(9 * time)), 3 * time);
            for (int joint = 0; joint < skeleton.JointCount; joint++)
            {
                double swing = skeleton.Joints[joint].IsEndSite ? 0 : .5 * Math.Sin((5 * time) + joint + phase);
                rotations[(frame * skeleton.JointCount) + joint] =
                    Rotation.FromExponentialMap(new Vector3D(swing, .2 * swing, -.1 * swing));
            }
        }

        return new MotionClip(skeleton, 1 / 30.0, roots, rotations);
    }

    public FitOrder Order(string name, int threadCount = 1, ulong seed = 42) => new(Method.Name)
    {
        Name = name,
        DataPath = DataPath,
        InputValues = Input,
        OptionValues = FastValues.Where(value => Method.Options.Specs.Any(spec => spec.Flag == value.Key))
            .Where(value => !Options.ContainsKey(value.Key)).Concat(Options).ToDictionary(),
        ThreadCount = threadCount,
        Seed = seed,
    };

    public FinishedRun Fit(string name, int threadCount = 1, ulong seed = 42) =>
        new FitJob(Environment).Run(Order(name, threadCount, seed));

    public ResultTable Predict(string run, params (string Flag, string Text)[] values) =>
        new PredictJob(Environment).Run(run, values.ToDictionary(one => one.Flag, one => one.Text), 1);

    public void Dispose() => _folder.Dispose();
}
