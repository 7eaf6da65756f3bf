namespace Praxis.Motion;

/// <summary>A joint that is somewhere else from one frame to the next.</summary>
/// <param name="Frame">The frame it arrives at, from 0.</param>
/// <param name="Joint">Its name.</param>
/// <param name="Speed">Units a second.</param>
/// <param name="Usual">The median of its speed within five frames about, units a second.</param>
public sealed record MotionJump(int Frame, string Joint, double Speed, double Usual);
