namespace Praxis.Pose;

/// <summary>The sets of drawn figures: one to learn from, one to choose by, six to be tested on.</summary>
public enum FigureSplit
{
    /// <summary>To learn from: one person, a fifth with a small object in front, nobody else.</summary>
    Train = 0,

    /// <summary>To choose models by: drawn as <see cref="Train"/> is, from other streams.</summary>
    Val = 1,

    /// <summary>All joints within the picture, at most two hidden, nothing in front.</summary>
    Clean = 2,

    /// <summary>Three or more joints hidden by the person's own body, nothing in front.</summary>
    Self = 3,

    /// <summary>25 to 50 % of the body behind objects.</summary>
    Objects = 4,

    /// <summary>A second person whose box overlaps the target's by .15 to .5; in front in half of the
    /// pictures.</summary>
    Person = 5,

    /// <summary>Both sides dressed alike, seen from the back or the side, with limbs that cross.</summary>
    Symmetric = 6,

    /// <summary>Loose limbs or halves of other bodies near the target.</summary>
    Fake = 7,
}
