namespace Praxis.Motion;

/// <summary>How large a body is: the greatest distance between two of its joints.</summary>
internal static class BodySize
{
    /// <summary>Of a pose.</summary>
    /// <param name="pose">[joints].</param>
    /// <returns>In the unit of the positions; 0 for one joint.</returns>
    internal static double Of(ReadOnlySpan<Vector3D> pose)
    {
        double most = 0;
        for (int i = 0; i < pose.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                most = Math.Max(most, (pose[i] - pose[j]).Length);
            }
        }

        return most;
    }

    /// <summary>Of a skeleton without any turn.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <returns>In its unit.</returns>
    internal static double OfRest(Skeleton skeleton) => Of(skeleton.RestingPlaces());

    /// <summary>Whether two sizes are of one unit: people differ by less than a half.</summary>
    /// <param name="one">A size; 0 where it is not known.</param>
    /// <param name="other">Another.</param>
    internal static bool AreAlike(double one, double other)
    {
        const double MostRatio = 1.5;
        return one <= 0 || other <= 0 || one / other is >= 1 / MostRatio and <= MostRatio;
    }
}
