namespace Praxis.Motion;

/// <summary>One clip of a folder, with what its place there says.</summary>
/// <param name="Clip">The motion.</param>
/// <param name="Path">Its file.</param>
/// <param name="Action">What is done in it: the folder's name, or the file's without its number.</param>
/// <param name="Subject">Who moves: the CMU subject of <c>131_01</c>, the Human3.6M folder <c>S5</c>, or else the file
/// alone.</param>
/// <param name="Split">What it is for.</param>
public sealed record MotionEntry(IMotionClip Clip, string Path, string Action, string Subject, MotionSplit Split);
