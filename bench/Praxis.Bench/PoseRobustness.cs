using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Bench;

/// <summary>The same test people with parts of others pasted within their boxes, or with a share of the box behind a
/// rectangle of one colour, and those of photographs that are hard by rule. Parts come from
/// figures of another seed, which nothing was learnt from.</summary>
internal sealed class PoseRobustness
{
    /// <summary>Parts the name of a harder set from that of the people it is made of.</summary>
    internal const char Mark = '+';

    private const ulong Seed = 8;
    private const ulong PartSeed = 1UL << 40;
    private const int DonorCount = 300;
    private const int MostParts = 60;
    private const int FewMissing = 3;
    private const double NearTorsos = 0.25;
    private static readonly int[] PartCounts = [1, 2, 4];
    private static readonly int[] HiddenPercents = [25, 50];

    // Numbers from 0 to 1, as a picture's bytes over 255.
    private static readonly PasteOptions Plain = new() { Mean = [0, 0, 0], Deviation = [1, 1, 1] };

    private PoseRobustness(IReadOnlyList<PoseTestSet> sets) => Sets = sets;

    /// <summary>The harder sets.</summary>
    internal IReadOnlyList<PoseTestSet> Sets { get; }

    /// <summary>Makes them of the first test set; figures alone get parts, as there are no masks of other photographs.
    /// </summary>
    internal static PoseRobustness Of(PoseData data)
    {
        PoseTestSet basis = data.Tests[0];
        var sets = new List<PoseTestSet>();
        if (basis.Examples[0].Figure is { } figure)
        {
            PartPool pool = Parts(figure.Image.Width);
            sets.AddRange(PartCounts.Select(count => Changed(
                basis,
                $"{count} part{(count == 1 ? string.Empty : "s")}",
                (example, random) => Pasted(example, pool, count, random))));
        }
        else
        {
            sets.AddRange(HardByRule(basis, data.Skeleton));
        }

        sets.AddRange(HiddenPercents.Select(percent => Changed(
            basis, $"{percent} % hidden", (example, random) => Hidden(example, percent / 100.0, random))));
        return new PoseRobustness(sets);
    }

    private static IEnumerable<PoseTestSet> HardByRule(PoseTestSet basis, PoseSkeleton skeleton)
    {
        Joint Of(Person person, string name) => person.Joints[skeleton.IndexOf(name)];
        bool Near(Person person, string joint)
        {
            Joint left = Of(person, "left_" + joint);
            Joint right = Of(person, "right_" + joint);
            Joint shoulder = Of(person, "left_shoulder");
            Joint hip = Of(person, "right_hip");
            return left.IsLabelled && right.IsLabelled && shoulder.IsLabelled && hip.IsLabelled
                && Distance(left, right) < NearTorsos * Distance(shoulder, hip);
        }

        bool IsUpsideDown(Person person)
        {
            Joint head = Of(person, "head_top");
            Joint left = Of(person, "left_hip");
            Joint right = Of(person, "right_hip");
            return head.IsLabelled && left.IsLabelled && right.IsLabelled && head.Y > (left.Y + right.Y) / 2;
        }

        PoseTestSet Where(string name, Func<Person, bool> isHard) => new(
            $"{basis.Name}{Mark}{name}", [.. basis.Examples.Where(example => isHard(example.Original))]);

        return
        [
            Where("occluded", static person => person.Joints.Count(static joint => !joint.IsLabelled) >= FewMissing),
            Where("crossed", person => Near(person, "wrist") || Near(person, "ankle")),
            Where("inverted", IsUpsideDown),
        ];
    }

    private static double Distance(Joint a, Joint b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));

    private static PartPool Parts(int size)
    {
        var renderer = new FigureRenderer(new FigureOptions { Size = size }, PartSeed);
        var splits = new FigureSplits { TrainCount = DonorCount, ValCount = 1, TestCount = 1 };
        var builder = new PartPoolBuilder(PartCleaning.Figures, MostParts);
        foreach (FigureSample figure in splits.Draw(renderer, FigureSplit.Train, Environment.ProcessorCount).Samples)
        {
            builder.Add(figure);
        }

        return builder.Build();
    }

    private static PoseTestSet Changed(
        PoseTestSet basis, string name, Func<PoseExample, RandomStream, RgbImage> change)
    {
        var examples = new PoseExample[basis.Examples.Count];
        Parallel.For(0, examples.Length, i =>
        {
            PoseExample own = basis.Examples[i];
            RgbImage image = change(own, new RandomStream(Seed, (ulong)i));
            examples[i] = new PoseExample(() => image, own.Person, own.Stored, own.Original) { Others = own.Others };
        });
        return new PoseTestSet($"{basis.Name}{Mark}{name}", examples);
    }

    private static RgbImage Pasted(PoseExample example, PartPool pool, int count, RandomStream random)
    {
        RgbImage image = example.Image;
        PersonBox box = example.Person.Box;
        var canvases = new PasteCanvases(1, count, image.Width, image.Height);
        new PartPreparation(pool, Plain with { PartCounts = [count] })
            .Prepare(random, new PasteTarget(box.Diagonal), canvases, 0);
        for (int part = 0; part < count; part++)
        {
            double x = (2 * (box.X + (random.NextDouble() * box.Width)) / image.Width) - 1;
            double y = (2 * (box.Y + (random.NextDouble() * box.Height)) / image.Height) - 1;
            double aspect = (double)image.Width / image.Height;
            canvases.Placements[part] = PastePlacement.Centred(random.Uniform(-Math.PI, Math.PI), x, y, aspect);
        }

        int plane = image.Width * image.Height;
        var values = new float[3 * plane];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = image.Pixels[(3 * (i % plane)) + (i / plane)] / 255f;
        }

        PartCompositor.Composite(values, canvases, 0, keepsShape: true);
        var changed = new RgbImage(image.Width, image.Height);
        for (int i = 0; i < values.Length; i++)
        {
            changed.Pixels[(3 * (i % plane)) + (i / plane)] = (byte)Math.Round(255 * Math.Clamp(values[i], 0f, 1f));
        }

        return changed;
    }

    private static RgbImage Hidden(PoseExample example, double share, RandomStream random)
    {
        RgbImage image = example.Image;
        PersonBox box = example.Person.Box;
        // Shapes from the box's full width to its full height, of the same area.
        double across = Math.Pow(share, random.NextDouble());
        double width = across * box.Width;
        double height = share / across * box.Height;
        double left = box.X + (random.NextDouble() * (box.Width - width));
        double top = box.Y + (random.NextDouble() * (box.Height - height));
        byte[] colour = [.. Enumerable.Range(0, 3).Select(_ => (byte)(random.NextUInt32() >> 24))];
        var changed = new RgbImage(image.Width, image.Height, [.. image.Pixels]);
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            double x = (i % image.Width) + 0.5 - left;
            double y = (i / image.Width) + 0.5 - top;
            if (x >= 0 && x < width && y >= 0 && y < height)
            {
                colour.CopyTo(changed.Pixels, 3 * i);
            }
        }

        return changed;
    }
}
