namespace Praxis.Motion;

/// <summary>A clip as a model has it: poses at the model's rate, without the root's motion.</summary>
/// <param name="Whole">Whole poses: [frames, whole].</param>
/// <param name="Action">What is done in it.</param>
/// <param name="Subject">Who moves.</param>
/// <param name="Path">Its file.</param>
public sealed record PreparedClip(PoseMatrix Whole, string Action, string Subject, string Path)
{
    /// <summary>The root's path, where it is known in the unit of the joints.</summary>
    internal RootMotion? Root { get; init; }

    /// <summary>What is to be said of how its root was taken out; empty for nothing.</summary>
    internal string Note { get; init; } = "";
}
