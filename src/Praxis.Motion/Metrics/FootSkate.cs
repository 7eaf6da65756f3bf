using Praxis.Core;

namespace Praxis.Motion;

/// <summary>How far feet slide that should stand.</summary>
/// <param name="CentimetresPerFrame">Mean horizontal way of a standing foot from one frame to the next; 0 where none
/// stands.</param>
/// <param name="ContactShare">Part of all frames and feet that count as standing, 0 to 1.</param>
public sealed record FootSkate(double CentimetresPerFrame, double ContactShare)
{
    private const double ContactHeight = 50;
    private const double ContactSpeed = 150;

    /// <summary>Measures a prediction with the root's path in it.</summary>
    /// <param name="predicted">Predicted positions.</param>
    /// <param name="truth">True positions, of as many frames and joints.</param>
    /// <param name="feet">Indices of the joints that touch the floor.</param>
    /// <param name="upAxis">The axis that points up: 1 for y, as in BVH.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">The shapes differ, there is no foot, or the unit is not known.</exception>
    /// <remarks>A foot counts as standing where it is predicted lower than 5 cm above the floor and truly moves slower
    /// than 0.15 m/s. The floor is the lowest place of a foot in the truth.</remarks>
    public static FootSkate Of(PositionClip predicted, PositionClip truth, IReadOnlyList<int> feet, int upAxis = 1)
    {
        Check.Length(predicted.FrameCount, truth.FrameCount);
        Check.Length(predicted.JointNames.Count, truth.JointNames.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(feet.Count);
        double millimetres = truth.MillimetresPerUnit
            ?? throw new ArgumentException("the unit of the positions must be known", nameof(truth));
        double floor = Enumerable.Range(0, truth.FrameCount)
            .Min(frame => feet.Min(foot => truth.Positions(frame)[foot][upAxis]));
        double way = 0;
        int contacts = 0;
        for (int frame = 1; frame < truth.FrameCount; frame++)
        {
            foreach (int foot in feet)
            {
                Vector3D step = truth.Positions(frame)[foot] - truth.Positions(frame - 1)[foot];
                double height = millimetres * (predicted.Positions(frame)[foot][upAxis] - floor);
                if (height < ContactHeight && millimetres * step.Length / truth.FrameSeconds < ContactSpeed)
                {
                    Vector3D slide = predicted.Positions(frame)[foot] - predicted.Positions(frame - 1)[foot];
                    way += millimetres * Horizontal(slide, upAxis) / 10;
                    contacts++;
                }
            }
        }

        int all = (truth.FrameCount - 1) * feet.Count;
        return new FootSkate(contacts == 0 ? 0 : way / contacts, all == 0 ? 0 : (double)contacts / all);
    }

    private static double Horizontal(Vector3D step, int upAxis)
    {
        double x = step[(upAxis + 1) % 3];
        double z = step[(upAxis + 2) % 3];
        return Math.Sqrt((x * x) + (z * z));
    }
}
