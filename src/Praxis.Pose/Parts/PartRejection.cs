namespace Praxis.Pose;

/// <summary>A part that was not taken into a pool.</summary>
/// <param name="Type">Name of its type.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reason">The rule that it broke, with the value found.</param>
public sealed record PartRejection(string Type, string Source, string Reason);
