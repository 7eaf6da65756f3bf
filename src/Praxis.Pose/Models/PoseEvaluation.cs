using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Finds the joints of all people of a set.</summary>
internal static class PoseEvaluation
{
    /// <summary>Finds them on all threads, with the same answers; in pixels of the pictures.</summary>
    internal static PosePair[] Find(PosePredictor predictor, IReadOnlyList<PoseExample> people, FitContext context)
    {
        var pairs = new PosePair[people.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.ThreadCount,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, people.Count, parallel, i =>
        {
            PoseExample one = people[i];
            DetectedJoint[] found = predictor.Find(one.Image, one.Person.Box);
            pairs[i] = new PosePair(one.Stored?.ToPicture(found, predictor.Skeleton) ?? found, one.Original)
            {
                Others = one.Others,
            };
        });
        return pairs;
    }
}
