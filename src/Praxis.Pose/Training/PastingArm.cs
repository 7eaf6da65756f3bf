namespace Praxis.Pose;

/// <summary>What is pasted over training pictures, and where.</summary>
public enum PastingArm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Rectangles of one colour.</summary>
    Cutout,

    /// <summary>Rectangles of a picture's texture.</summary>
    Patch,

    /// <summary>Body parts whose joint lands near a joint of the person (PDA of RANet).</summary>
    Anchored,

    /// <summary>Body parts anywhere (semantic data augmentation without an adversary).</summary>
    Random,

    /// <summary>Body parts where a generator, trained against the pose network, puts them (ASDA).</summary>
    Adversarial,

    /// <summary>As <see cref="Adversarial"/>, but each picture gets the placements made for another: what is left
    /// without regard to the picture.</summary>
    Shuffled,

    /// <summary>The worst of three placements at random, by the loss of the network at hand.</summary>
    BestOfThree,
}
