namespace Praxis.Motion;

/// <summary>One bone of an ASF skeleton.</summary>
/// <param name="Name">Its name.</param>
internal sealed record AsfBone(string Name)
{
    /// <summary>From the bone's start to its end, in the file's unit.</summary>
    public Vector3D Vector { get; init; }

    /// <summary>C: the axes about which its angles turn, against the world.</summary>
    public Rotation Axis { get; init; } = Rotation.Identity;

    /// <summary>What its numbers in a frame are, in their order.</summary>
    public IReadOnlyList<MotionChannel> Channels { get; init; } = [];

    /// <summary>The rotation of numbers in radians about the bone's own axes: C M C⁻¹, where M turns about the first
    /// channel first.</summary>
    public Rotation Turn(ReadOnlySpan<double> numbers, double radiansPerUnit)
    {
        Rotation turn = Rotation.Identity;
        for (int i = 0; i < Channels.Count; i++)
        {
            if (!BvhChannels.IsPosition(Channels[i]))
            {
                turn = Rotation.AboutAxis(BvhChannels.Axis(Channels[i]), numbers[i] * radiansPerUnit) * turn;
            }
        }

        return Axis * turn * Axis.Transpose();
    }
}
