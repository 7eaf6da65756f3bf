namespace Praxis.Motion;

/// <summary>Guesses which joints a bone joins, where a file has positions only.</summary>
public static class BoneTree
{
    private const int MostFrames = 100;
    private const double DistanceShare = 0.05;

    /// <summary>The tree of the steadiest and shortest distances.</summary>
    /// <param name="clip">Positions of joints.</param>
    /// <returns>[joints]: the parent of each, -1 for joint 0. A parent may stand behind its child.</returns>
    /// <remarks>A minimum spanning tree (Prim) over the standard deviation of each distance plus a twentieth of its
    /// mean, measured on at most 100 frames: bones are rigid, and of joints that move as one the nearest are joined.
    /// O(joints² frames).</remarks>
    public static int[] Guess(PositionClip clip)
    {
        int joints = clip.JointNames.Count;
        int step = Math.Max(1, clip.FrameCount / MostFrames);
        var parents = new int[joints];
        var costs = new double[joints];
        var isJoined = new bool[joints];
        Array.Fill(costs, double.PositiveInfinity);
        Array.Fill(parents, -1);
        costs[0] = 0;
        for (int i = 0; i < joints; i++)
        {
            int next = Enumerable.Range(0, joints).Where(joint => !isJoined[joint]).MinBy(joint => costs[joint]);
            isJoined[next] = true;
            for (int joint = 0; joint < joints; joint++)
            {
                double cost = isJoined[joint] ? 0 : Cost(clip, step, next, joint);
                if (!isJoined[joint] && cost < costs[joint])
                {
                    costs[joint] = cost;
                    parents[joint] = next;
                }
            }
        }

        return parents;
    }

    private static double Cost(PositionClip clip, int step, int left, int right)
    {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int frame = 0; frame < clip.FrameCount; frame += step)
        {
            ReadOnlySpan<Vector3D> pose = clip.Positions(frame);
            double length = (pose[left] - pose[right]).Length;
            sum += length;
            squares += length * length;
            count++;
        }

        double mean = sum / count;
        return Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))) + (DistanceShare * mean);
    }
}
