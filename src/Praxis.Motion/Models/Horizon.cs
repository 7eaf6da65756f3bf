using System.Globalization;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>How far to foretell, as typed.</summary>
internal static class Horizon
{
    private const int MostFrames = 100_000;

    /// <summary>Frames of a horizon.</summary>
    /// <param name="text">As 1s, 400ms or 25; empty for the model's own.</param>
    /// <param name="frameSeconds">Seconds of a frame of the model.</param>
    /// <param name="own">Frames that the model foretells at once.</param>
    /// <exception cref="InputException">The text is no such length, or out of its range.</exception>
    internal static int Frames(string text, double frameSeconds, int own)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return own;
        }

        (string number, double unit) = trimmed.EndsWith("ms", StringComparison.OrdinalIgnoreCase)
            ? (trimmed[..^2], 1e-3)
            : trimmed.EndsWith("s", StringComparison.OrdinalIgnoreCase) ? (trimmed[..^1], 1)
            : (trimmed, frameSeconds);
        bool isNumber = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        double frames = Math.Round(value * unit / frameSeconds);
        return isNumber && frames is >= 1 and <= MostFrames
            ? (int)frames
            : throw new InputException(
                $"--horizon must be seconds, milliseconds or frames, 1 to {MostFrames} frames long, as in 1s, 400ms or "
                + $"25; got \"{text}\"");
    }
}
