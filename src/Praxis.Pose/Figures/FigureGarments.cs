namespace Praxis.Pose;

/// <summary>What a drawn person wears; flags of one byte in the file of a set.</summary>
[Flags]
public enum FigureGarments
{
    /// <summary>A shirt and long trousers.</summary>
    None = 0,

    /// <summary>A coat over the shirt.</summary>
    Coat = 1,

    /// <summary>A dress: torso and skirt of one cloth.</summary>
    Dress = 2,

    /// <summary>A skirt.</summary>
    Skirt = 4,

    /// <summary>Torso and trousers of one cloth.</summary>
    Jumpsuit = 8,

    /// <summary>Trousers that end above the knee.</summary>
    Shorts = 16,

    /// <summary>Sleeves that end above the elbow.</summary>
    ShortSleeves = 32,

    /// <summary>No sleeves.</summary>
    Sleeveless = 64,
}
