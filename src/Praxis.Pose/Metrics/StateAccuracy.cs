namespace Praxis.Pose;

/// <summary>Correct joints of one state, as of those hidden by an object.</summary>
/// <param name="State">The state.</param>
/// <param name="Percent">0 to 100; NaN where no such joint counts.</param>
/// <param name="Count">How many count.</param>
public sealed record StateAccuracy(JointState State, double Percent, int Count)
{
    /// <summary>Counts the correct joints of each state.</summary>
    /// <param name="pairs">Found and true joints.</param>
    /// <param name="skeleton">The joints.</param>
    /// <param name="unit">What distances are divided by.</param>
    /// <param name="threshold">In that unit.</param>
    /// <returns>One for each state that some joint has, in the order of the states.</returns>
    /// <exception cref="ArgumentException">A number of joints is not the skeleton's.</exception>
    public static IReadOnlyList<StateAccuracy> Of(
        IReadOnlyList<PosePair> pairs, PoseSkeleton skeleton, PoseUnit unit, double threshold)
    {
        JointErrors errors = JointErrors.Of(pairs, skeleton, unit);
        var counts = new SortedDictionary<JointState, (int Correct, int Count)>();
        for (int person = 0; person < pairs.Count; person++)
        {
            for (int joint = 0; joint < skeleton.Count; joint++)
            {
                if (!double.IsNaN(errors[person, joint]))
                {
                    JointState state = pairs[person].Truth.Joints[joint].State;
                    (int correct, int count) = counts.GetValueOrDefault(state);
                    counts[state] = (correct + (errors[person, joint] <= threshold ? 1 : 0), count + 1);
                }
            }
        }

        return [.. counts.Select(pair =>
            new StateAccuracy(pair.Key, 100.0 * pair.Value.Correct / pair.Value.Count, pair.Value.Count))];
    }
}
