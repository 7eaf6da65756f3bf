namespace Praxis.Motion;

/// <summary>One frame of a stream as a line has it.</summary>
/// <param name="Number">The frame's number; null where the line does not say.</param>
/// <param name="Pose">[nodes]; null for a frame that did not come.</param>
public sealed record StreamedFrame(long? Number, double[]? Pose);
