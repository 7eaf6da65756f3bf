namespace Praxis.Motion;

/// <summary>How large a body is: the greatest distance between two of its joints.</summary>
internal static class BodySize
{
    private const int MostFrames = 200;

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

    /// <summary>Of a clip: the median over its frames, of which at least 200 and fewer than 400 are looked at where
    /// there are more.</summary>
    /// <param name="clip">The clip.</param>
    /// <returns>In its unit: about the height of a person who mostly stands.</returns>
    internal static double Of(PositionClip clip)
    {
        int step = Math.Max(1, clip.FrameCount / MostFrames);
        double[] sizes =
        [
            .. Enumerable.Range(0, (clip.FrameCount + step - 1) / step).Select(i => Of(clip.Positions(i * step))),
        ];
        Array.Sort(sizes);
        return sizes[sizes.Length / 2];
    }

    /// <summary>Of a skeleton without any turn.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <returns>In its unit.</returns>
    internal static double OfRest(Skeleton skeleton) => Of(skeleton.RestingPlaces());

    /// <summary>Whether two lengths of bones are of one unit: those of people differ by less than a half.</summary>
    /// <param name="one">A length; 0 where it is not known.</param>
    /// <param name="other">Another.</param>
    internal static bool AreAlike(double one, double other) => AreWithin(1.5, one, other);

    /// <summary>Whether two sizes of bodies are of one unit.</summary>
    /// <param name="one">A size; 0 where it is not known.</param>
    /// <param name="other">Another.</param>
    /// <remarks>A factor of 2: a child that stands and a grown-up with raised arms differ by less, as do one who sits
    /// and one who stands; the nearest units of length, inches and centimetres, differ by 2.54.</remarks>
    internal static bool HaveOneUnit(double one, double other) => AreWithin(2, one, other);

    private static bool AreWithin(double ratio, double one, double other) =>
        one <= 0 || other <= 0 || (one / other >= 1 / ratio && one / other <= ratio);
}
