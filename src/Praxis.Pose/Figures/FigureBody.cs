using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Lengths and girths of a person, in body heights.</summary>
/// <remarks>Lengths by the usual tables of anthropometry, each times N(1, .07); girths share a factor.</remarks>
internal sealed class FigureBody
{
    private const double Spread = 0.07;

    public FigureBody(RandomStream random)
    {
        double Length(double mean) => mean * random.Near(1, Spread);
        HeadLength = Length(0.135);
        NeckLength = Length(0.045);
        Torso = Length(0.29);
        UpperArm = Length(0.17);
        Forearm = Length(0.15);
        Hand = Length(0.055);
        Thigh = Length(0.245);
        Shin = Length(0.245);
        Foot = Length(0.085);
        ShoulderHalf = Length(0.108);
        HipHalf = Length(0.052);
        Girth = random.Near(1.05, 0.11);
        Belly = Math.Abs(random.Near(0, 0.22));
        Bust = random.Chance(0.5) ? random.Uniform(0, 0.35) : 0;
    }

    public double HeadLength { get; }

    public double NeckLength { get; }

    /// <summary>Hip line to shoulder line.</summary>
    public double Torso { get; }

    public double UpperArm { get; }

    public double Forearm { get; }

    public double Hand { get; }

    public double Thigh { get; }

    public double Shin { get; }

    public double Foot { get; }

    public double ShoulderHalf { get; }

    public double HipHalf { get; }

    /// <summary>Factor of all radii, near 1.</summary>
    public double Girth { get; }

    /// <summary>How much deeper the waist is than a slim one.</summary>
    public double Belly { get; }

    /// <summary>How much deeper the chest is than a flat one.</summary>
    public double Bust { get; }
}
