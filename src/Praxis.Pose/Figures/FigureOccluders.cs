using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Objects in front of people: boards, poles, discs, tables, chairs.</summary>
internal static class FigureOccluders
{
    /// <summary>Draws one object.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="layer">What to draw on.</param>
    /// <param name="view">The target's view, for the scale.</param>
    /// <param name="outfit">The target's look, whose colours some objects share.</param>
    /// <param name="centre">Where to put it, in layer pixels.</param>
    /// <param name="size">Its size in body heights.</param>
    /// <param name="matchedShare">Chance that it has the target's colours.</param>
    public static void Draw(
        RandomStream random,
        FigureLayer layer,
        FigureView view,
        FigureOutfit outfit,
        (double X, double Y) centre,
        double size,
        double matchedShare)
    {
        Cloth cloth = random.Chance(matchedShare) ? FigureBackdrop.Borrowed(random, outfit) : Cloth.Sample(random);
        double half = view.Scale * size / 2;
        void Plate(double x, double y, double halfX, double halfY, double turn = 0, bool isEllipse = false) =>
            FigurePlate.Draw(layer, (centre.X + (half * x), centre.Y + (half * y)), (half * halfX, half * halfY),
                turn, isEllipse, cloth, view.Scale);
        switch (random.NextInt(6))
        {
            case 0:
                Plate(
                    0,
                    0,
                    random.Uniform(0.6, 1.2),
                    random.Uniform(0.6, 1.2),
                    random.Chance(0.5) ? 0 : random.Near(0, 25));
                break;
            case 1:
                Plate(0, 0, random.Uniform(0.14, 0.3), 2.2, random.Near(0, 12));
                break;
            case 2:
                Plate(0, 0, random.Uniform(0.6, 1), random.Uniform(0.6, 1), 0, true);
                break;
            case 3:
                // A table: its top, and legs.
                Plate(0, -0.5, 1.5, 0.18);
                Plate(-1.3, 0.5, 0.12, 1);
                Plate(1.3, 0.5, 0.12, 1);
                break;
            case 4:
                // A chair from behind: a back of bars, a seat, legs.
                Plate(0, -0.95, 0.8, 0.16);
                Plate(-0.7, -0.2, 0.1, 0.9);
                Plate(0, -0.3, 0.1, 0.7);
                Plate(0.7, -0.2, 0.1, 0.9);
                Plate(0, 0.35, 0.85, 0.18);
                Plate(-0.7, 1, 0.1, 0.7);
                Plate(0.7, 1, 0.1, 0.7);
                break;
            default:
                // A crate with a lid.
                Plate(0, 0.15, 0.9, 0.75);
                cloth = Cloth.Plain(cloth.Ground.Mixed(new FigureColour(0, 0, 0), 0.25f));
                Plate(0, -0.65, 1, 0.16);
                break;
        }
    }
}
