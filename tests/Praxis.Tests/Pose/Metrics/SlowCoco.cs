using Praxis.Pose;

namespace Praxis.Tests.Pose.Metrics;

/// <summary>COCO's evaluation written apart from the product, from its published description: no arrays kept, each
/// recall point searched anew.</summary>
internal static class SlowCoco
{
    public static double[] Scores(PosePicture[] truth, PoseDetection[] found, PoseSkeleton skeleton)
    {
        double[] levels = [.. Enumerable.Range(0, 10).Select(i => 0.5 + (0.05 * i))];
        (double, double)[] sizes = [(0, 1e10), (1024, 9216), (9216, 1e10)];
        (double P, double R)[][] all =
            [.. sizes.Select(size => levels.Select(level => At(truth, found, skeleton, level, size)).ToArray())];
        double Mean(int size, bool isPrecision)
        {
            double[] known = [.. all[size].Select(pair => isPrecision ? pair.P : pair.R).Where(value => value > -1)];
            return known.Length == 0 ? -1 : known.Average();
        }

        return
        [
            Mean(0, true), all[0][0].P, all[0][5].P, Mean(1, true), Mean(2, true),
            Mean(0, false), all[0][0].R, all[0][5].R, Mean(1, false), Mean(2, false),
        ];
    }

    private static (double Precision, double Recall) At(
        PosePicture[] truth, PoseDetection[] found, PoseSkeleton skeleton, double level, (double Low, double High) size)
    {
        var marks = new List<(double Score, bool IsRight)>();
        int people = 0;
        foreach (PosePicture picture in truth.OrderBy(picture => picture.Id))
        {
            List<Person> counting = [.. picture.People.Where(person => Counts(person, size))];
            List<Person> other = [.. picture.People.Where(person => !Counts(person, size))];
            people += counting.Count;
            var left = new List<Person>(counting);
            var otherLeft = new List<Person>(other);
            foreach (PoseDetection detection in
                found.Where(one => one.ImageId == picture.Id).OrderByDescending(one => one.Score).Take(20))
            {
                Person? best = Best(left, detection, skeleton, level);
                if (best is not null)
                {
                    left.Remove(best);
                    marks.Add((detection.Score, true));
                    continue;
                }

                Person? ignored = Best(otherLeft, detection, skeleton, level);
                if (ignored is not null)
                {
                    if (!ignored.IsCrowd)
                    {
                        otherLeft.Remove(ignored);
                    }

                    continue;
                }

                double area = (detection.Joints.Max(j => j.X) - detection.Joints.Min(j => j.X))
                    * (detection.Joints.Max(j => j.Y) - detection.Joints.Min(j => j.Y));
                if (area >= size.Low && area <= size.High)
                {
                    marks.Add((detection.Score, false));
                }
            }
        }

        if (people == 0)
        {
            return (-1, -1);
        }

        bool[] ranked = [.. marks.OrderByDescending(mark => mark.Score).Select(mark => mark.IsRight)];
        double sum = 0;
        for (int point = 0; point <= 100; point++)
        {
            // The best precision at any rank that reaches the recall.
            double best = 0;
            for (int rank = 1; rank <= ranked.Length; rank++)
            {
                int right = ranked.Take(rank).Count(isRight => isRight);
                best = (double)right / people >= point / 100.0 ? Math.Max(best, (double)right / rank) : best;
            }

            sum += best;
        }

        return (sum / 101, (double)ranked.Count(isRight => isRight) / people);
    }

    private static bool Counts(Person person, (double Low, double High) size) =>
        !person.IsCrowd && person.Joints.Any(joint => joint.State != JointState.Missing)
        && person.Area >= size.Low && person.Area <= size.High;

    // The last of the most similar ones, as the published code takes a later equal one.
    private static Person? Best(List<Person> people, PoseDetection detection, PoseSkeleton skeleton, double level)
    {
        Person? best = null;
        double highest = level;
        foreach (Person person in people)
        {
            double similarity = Similarity(detection, person, skeleton);
            if (similarity >= highest)
            {
                highest = similarity;
                best = person;
            }
        }

        return best;
    }

    private static double Similarity(PoseDetection detection, Person person, PoseSkeleton skeleton)
    {
        var values = new List<double>();
        bool hasAny = person.Joints.Any(joint => joint.State != JointState.Missing);
        for (int i = 0; i < person.Joints.Count; i++)
        {
            double dx = detection.Joints[i].X - person.Joints[i].X;
            double dy = detection.Joints[i].Y - person.Joints[i].Y;
            if (!hasAny)
            {
                PersonBox box = person.Box;
                dx = Math.Max(0, box.X - box.Width - detection.Joints[i].X)
                    + Math.Max(0, detection.Joints[i].X - box.X - (2 * box.Width));
                dy = Math.Max(0, box.Y - box.Height - detection.Joints[i].Y)
                    + Math.Max(0, detection.Joints[i].Y - box.Y - (2 * box.Height));
            }
            else if (person.Joints[i].State == JointState.Missing)
            {
                continue;
            }

            double k = 2 * skeleton.Sigmas[i];
            values.Add(Math.Exp(-((dx * dx) + (dy * dy)) / (2 * person.Area!.Value * k * k)));
        }

        return values.Average();
    }
}
