using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>The look of a person: cloths, skin, hair and what is worn.</summary>
/// <remarks>Lists of two hold right, then left.</remarks>
internal sealed class FigureOutfit
{
    private const double SymmetricShare = 0.5;
    private const double HalfShare = 0.25;

    public FigureOutfit(RandomStream random, bool mustBeSymmetric = false)
    {
        Skin = FigureColour.Skin(random);
        Hair = FigureColour.Hair(random);
        Garments = Choose(random);
        Shirt = Cloth.Sample(random);
        Cloth trousers = Garments.HasFlag(FigureGarments.Jumpsuit) ? Shirt : Cloth.Sample(random);
        Coat = Cloth.Sample(random);
        Skirt = Garments.HasFlag(FigureGarments.Dress) ? Shirt : Cloth.Sample(random);
        Hips = trousers;
        Cloth sleeve = Garments.HasFlag(FigureGarments.Coat) ? Coat : Shirt;
        var shoe = Cloth.Plain(FigureColour.Cloth(random));
        bool hasBareLegs = (Garments & (FigureGarments.Skirt | FigureGarments.Dress)) != 0 && random.Chance(0.7);
        Sleeves = [sleeve, sleeve];
        Legs = [trousers, trousers];
        Shoes = [shoe, shoe];
        Hands = [Skin, Skin];
        SleeveEnd = Garments.HasFlag(FigureGarments.Sleeveless) ? 0
            : Garments.HasFlag(FigureGarments.ShortSleeves) ? random.Uniform(0.45, 0.95)
            : 2;
        LegEnd = hasBareLegs ? 0
            : Garments.HasFlag(FigureGarments.Shorts) ? random.Uniform(0.45, 0.98)
            : random.Chance(0.15) ? random.Uniform(1.3, 1.8) : 2;
        SkirtLength = random.Uniform(0.55, 1.15);
        CoatLength = random.Uniform(0.15, 0.75);
        double way = random.NextDouble();
        Symmetry = mustBeSymmetric || way < SymmetricShare ? FigureSymmetry.Symmetric
            : way < SymmetricShare + HalfShare ? FigureSymmetry.HalfHalf
            : FigureSymmetry.Mixed;
        Accessories(random);
        TellSidesApart(random);
    }

    public FigureSymmetry Symmetry { get; }

    public FigureGarments Garments { get; }

    public FigureColour Skin { get; }

    public FigureColour Hair { get; }

    public Cloth Shirt { get; }

    public Cloth Coat { get; }

    public Cloth Skirt { get; }

    public Cloth Hips { get; }

    public Cloth[] Sleeves { get; }

    public Cloth[] Legs { get; }

    public Cloth[] Shoes { get; }

    public FigureColour[] Hands { get; }

    /// <summary>Where sleeves end: 1 is the elbow, 2 the wrist.</summary>
    public double SleeveEnd { get; }

    /// <summary>Where trouser legs end: 1 is the knee, 2 the ankle.</summary>
    public double LegEnd { get; }

    /// <summary>Where a skirt ends, in thighs.</summary>
    public double SkirtLength { get; }

    /// <summary>Where a coat ends, in thighs.</summary>
    public double CoatLength { get; }

    /// <summary>How far hair hangs below the chin, in heads; 0 for short hair.</summary>
    public double HairLength { get; private set; }

    public bool IsBald { get; private set; }

    public bool HasBeard { get; private set; }

    public bool HasSunglasses { get; private set; }

    public Cloth? Hat { get; private set; }

    public Cloth? Scarf { get; private set; }

    /// <summary>A mark on the chest: its colour and kind from 1, or 0 for none.</summary>
    public int Logo { get; private set; }

    public FigureColour LogoColour { get; private set; }

    private static FigureGarments Choose(RandomStream random)
    {
        double way = random.NextDouble();
        FigureGarments garments = way < 0.14 ? FigureGarments.Coat
            : way < 0.24 ? FigureGarments.Dress
            : way < 0.34 ? FigureGarments.Skirt
            : way < 0.42 ? FigureGarments.Jumpsuit
            : FigureGarments.None;
        if (garments == FigureGarments.None && random.Chance(0.3))
        {
            garments |= FigureGarments.Shorts;
        }

        if (garments != FigureGarments.Coat)
        {
            double sleeves = random.NextDouble();
            garments |= sleeves < 0.35 ? FigureGarments.ShortSleeves
                : sleeves < 0.45 ? FigureGarments.Sleeveless
                : FigureGarments.None;
        }

        return garments;
    }

    private void Accessories(RandomStream random)
    {
        HairLength = random.Chance(0.4) ? random.Uniform(0.1, 0.9) : 0;
        IsBald = HairLength == 0 && random.Chance(0.1);
        HasBeard = HairLength == 0 && random.Chance(0.2);
        HasSunglasses = random.Chance(0.18);
        Hat = random.Chance(0.2) ? Cloth.Sample(random) : null;
        Scarf = random.Chance(0.14) ? Cloth.Sample(random) : null;
        LogoColour = FigureColour.Cloth(random);
        Logo = !Garments.HasFlag(FigureGarments.Coat) && random.Chance(0.4) ? 1 + random.NextInt(4) : 0;
    }

    private void TellSidesApart(RandomStream random)
    {
        if (Symmetry == FigureSymmetry.HalfHalf)
        {
            // A sleeve, a leg or the whole half; shoes where neither sleeves nor legs can be seen.
            int side = random.NextInt(2);
            bool hasSleeve = random.Chance(0.67);
            bool hasLeg = !hasSleeve || random.Chance(0.5);
            Cloth other = Apart(Sleeves[side].Ground, random);
            Cloth leg = hasSleeve ? other : Apart(Legs[side].Ground, random);
            Sleeves[side] = (hasSleeve || LegEnd == 0) && SleeveEnd > 0 ? other : Sleeves[side];
            Legs[side] = hasLeg || SleeveEnd == 0 ? leg : Legs[side];
            if (SleeveEnd == 0 && LegEnd == 0)
            {
                Shoes[side] = Cloth.Plain(Apart(Shoes[side].Ground, random).Ground);
            }
        }
        else if (Symmetry == FigureSymmetry.Mixed)
        {
            for (int side = 0; side < 2; side++)
            {
                Sleeves[side] = random.Chance(0.4) ? Cloth.Sample(random) : Sleeves[side];
                Legs[side] = random.Chance(0.4) ? Cloth.Sample(random) : Legs[side];
                Shoes[side] = random.Chance(0.4) ? Cloth.Plain(FigureColour.Cloth(random)) : Shoes[side];
                Hands[side] = random.Chance(0.25) ? FigureColour.Cloth(random) : Hands[side];
            }
        }
    }

    // A cloth that the eye can tell from a colour.
    private static Cloth Apart(FigureColour colour, RandomStream random)
    {
        Cloth other;
        do
        {
            other = Cloth.Sample(random);
        }
        while (other.Ground.DistanceTo(colour) < 120);

        return other;
    }
}
