namespace Praxis.Pose;

/// <summary>What covers a segment: a cloth that may end before the segment does, and marks on its front.</summary>
internal sealed class FigureSurface
{
    public required Cloth Cloth { get; init; }

    /// <summary>What shows past the cloth's end.</summary>
    public FigureColour Bare { get; init; }

    /// <summary>Where the cloth ends as a share of the segment; from 1 it covers all.</summary>
    public float End { get; init; } = 2;

    /// <summary>Length and radius in body heights, by which patterns keep their size.</summary>
    public float Length { get; init; }

    public float Radius { get; init; }

    /// <summary>Where the segment begins on its limb, so that patterns go on over a joint.</summary>
    public float Offset { get; init; }

    /// <summary>Where the middle of the front stands across the segment, from -1 to 1; not a number where it is not
    /// seen.</summary>
    public float Front { get; init; } = float.NaN;

    /// <summary>0 for none, else a mark of the chest.</summary>
    public int Logo { get; init; }

    public FigureColour LogoColour { get; init; }

    /// <summary>What shows between the two fronts of an open coat, else null.</summary>
    public Cloth? Beneath { get; init; }

    /// <summary>The colour at a place.</summary>
    /// <param name="along">Share of the segment, 0 to 1.</param>
    /// <param name="across">From -1 at the left outline, looking along the segment, to 1.</param>
    public FigureColour At(float along, float across)
    {
        if (along > End)
        {
            return Bare;
        }

        Cloth cloth = Cloth;
        if (!float.IsNaN(Front))
        {
            float side = Math.Abs(across - Front);
            if (Logo != 0 && IsLogo(along - 0.45f, across - Front))
            {
                return LogoColour;
            }

            if (Beneath is not null && side < 0.16f)
            {
                cloth = Beneath;
            }
        }

        // The arc to the place, near enough.
        float square = across * across;
        float around = Radius * across * (1 + (square * (0.17f + (0.24f * square * square))));
        return cloth.At(Offset + (along * Length), around);
    }

    private bool IsLogo(float along, float across) => Logo switch
    {
        1 => (along * along * 9) + (across * across * 6) < 0.6f,
        2 => Math.Abs(along) < 0.22f && Math.Abs(across) < 0.3f,
        3 => Math.Abs(along) < 0.09f && Math.Abs(across) < 0.5f,
        _ => Math.Abs(along) + Math.Abs(across) < 0.33f,
    };
}
