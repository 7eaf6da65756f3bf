namespace Praxis.Pose;

/// <summary>Average precision of people found, by COCO's keypoint protocol.</summary>
/// <remarks>
/// At each similarity findings are taken by falling score, at most 20 a picture, and each gets the most similar person
/// left. Crowds, people without joints and people of another size are ignored: a finding of theirs
/// counts neither way, nor does a finding of another size without a person. Precision is made to fall and read at 101
/// recalls. Pictures count in the order of their numbers where scores tie.
/// </remarks>
public static class CocoAveragePrecision
{
    private const int MostFound = 20;
    private const int RecallPoints = 101;
    private const double Least = 0.5;
    private const double Step = 0.05;
    private const int Thresholds = 10;
    private const double Medium = 32 * 32;
    private const double Large = 96 * 96;
    private const double Largest = 1e10;

    /// <summary>Scores findings.</summary>
    /// <param name="truth">The pictures, each with its own number.</param>
    /// <param name="found">The people found; those of pictures that are not given are left out.</param>
    /// <param name="skeleton">The joints with their sigmas.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">Two pictures have one number, or a number of joints is not the
    /// skeleton's.</exception>
    public static CocoScores Of(
        IEnumerable<PosePicture> truth, IEnumerable<PoseDetection> found, PoseSkeleton skeleton)
    {
        PosePicture[] pictures = [.. truth.OrderBy(picture => picture.Id)];
        if (pictures.DistinctBy(picture => picture.Id).Count() != pictures.Length)
        {
            throw new ArgumentException("two pictures have one number", nameof(truth));
        }

        ILookup<long, PoseDetection> ofPicture = found.ToLookup(person => person.ImageId);
        Scene[] scenes = [.. pictures.Select(picture => new Scene(picture, ofPicture[picture.Id], skeleton))];
        (double[] precision, double[] recall) = Curve(scenes, 0, Largest);
        (double[] mediumPrecision, double[] mediumRecall) = Curve(scenes, Medium, Large);
        (double[] largePrecision, double[] largeRecall) = Curve(scenes, Large, Largest);
        const int at75 = 5;
        return new CocoScores(
            precision.Average(), precision[0], precision[at75], mediumPrecision.Average(), largePrecision.Average(),
            recall.Average(), recall[0], recall[at75], mediumRecall.Average(), largeRecall.Average());
    }

    private static (double[] Precision, double[] Recall) Curve(Scene[] scenes, double least, double most)
    {
        var precision = new double[Thresholds];
        var recall = new double[Thresholds];
        for (int i = 0; i < Thresholds; i++)
        {
            var outcomes = new List<Outcome>();
            int people = 0;
            foreach (Scene scene in scenes)
            {
                people += scene.Match(Least + (Step * i), least, most, outcomes);
            }

            (precision[i], recall[i]) = people == 0 ? (double.NaN, double.NaN) : Areas(outcomes, people);
        }

        return (precision, recall);
    }

    private static (double Precision, double Recall) Areas(List<Outcome> outcomes, int people)
    {
        bool[] ranked = [.. outcomes.OrderByDescending(outcome => outcome.Score).Select(outcome => outcome.IsRight)];
        var precision = new double[ranked.Length];
        var recall = new double[ranked.Length];
        int right = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            right += ranked[i] ? 1 : 0;
            precision[i] = (double)right / (i + 1);
            recall[i] = (double)right / people;
        }

        for (int i = ranked.Length - 2; i >= 0; i--)
        {
            precision[i] = Math.Max(precision[i], precision[i + 1]);
        }

        double sum = 0;
        int place = 0;
        for (int point = 0; point < RecallPoints; point++)
        {
            while (place < recall.Length && recall[place] < point / (RecallPoints - 1.0))
            {
                place++;
            }

            sum += place < precision.Length ? precision[place] : 0;
        }

        return (sum / RecallPoints, (double)right / people);
    }

    private readonly record struct Outcome(double Score, bool IsRight);

    /// <summary>A picture with the similarities of all its people and findings.</summary>
    private sealed class Scene
    {
        private readonly IReadOnlyList<Person> _people;
        private readonly PoseDetection[] _found;
        private readonly double[] _foundAreas;
        private readonly double[,] _similarity;

        public Scene(PosePicture picture, IEnumerable<PoseDetection> found, PoseSkeleton skeleton)
        {
            _people = picture.People;
            _found = [.. found.OrderByDescending(person => person.Score).Take(MostFound)];
            _foundAreas = [.. _found.Select(person => ObjectKeypointSimilarity.AreaOf(person.Joints))];
            _similarity = new double[_found.Length, _people.Count];
            for (int i = 0; i < _found.Length; i++)
            {
                for (int j = 0; j < _people.Count; j++)
                {
                    _similarity[i, j] = ObjectKeypointSimilarity.Of(_found[i].Joints, _people[j], skeleton);
                }
            }
        }

        /// <summary>Adds the findings that count; gives the number of people that count.</summary>
        public int Match(double threshold, double least, double most, List<Outcome> outcomes)
        {
            bool[] ignored = [.. _people.Select(person => IsIgnored(person, least, most))];
            int[] order = [.. Enumerable.Range(0, _people.Count).OrderBy(person => ignored[person])];
            var isTaken = new bool[_people.Count];
            for (int i = 0; i < _found.Length; i++)
            {
                int chosen = -1;
                double best = Math.Min(threshold, 1 - 1e-10);
                foreach (int person in order)
                {
                    if (isTaken[person] && !_people[person].IsCrowd)
                    {
                        continue;
                    }

                    // Ignored people come last and do not take a finding from one that counts.
                    if (chosen >= 0 && !ignored[chosen] && ignored[person])
                    {
                        break;
                    }

                    if (_similarity[i, person] >= best)
                    {
                        best = _similarity[i, person];
                        chosen = person;
                    }
                }

                if (chosen >= 0)
                {
                    isTaken[chosen] = true;
                }

                bool counts = chosen >= 0 ? !ignored[chosen] : _foundAreas[i] >= least && _foundAreas[i] <= most;
                if (counts)
                {
                    outcomes.Add(new Outcome(_found[i].Score, chosen >= 0));
                }
            }

            return ignored.Count(isIgnored => !isIgnored);
        }

        private static bool IsIgnored(Person person, double least, double most)
        {
            double area = ObjectKeypointSimilarity.AreaOf(person);
            return person.IsCrowd || area < least || area > most || !person.Joints.Any(joint => joint.IsLabelled);
        }
    }
}
