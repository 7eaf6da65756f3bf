namespace Praxis.Pose;

/// <summary>How alike the two sides of a drawn person are dressed.</summary>
public enum FigureSymmetry
{
    /// <summary>Both arms and both legs look the same: half of the people.</summary>
    Symmetric = 0,

    /// <summary>One half, one sleeve or one leg is of another cloth: a quarter.</summary>
    HalfHalf = 1,

    /// <summary>Sleeves, legs, gloves and shoes are each chosen alone: a quarter.</summary>
    Mixed = 2,
}
