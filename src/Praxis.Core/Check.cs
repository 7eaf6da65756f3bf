using System.Runtime.CompilerServices;

namespace Praxis.Core;

/// <summary>Checks of a programmer's arguments at public doors.</summary>
public static class Check
{
    /// <summary>Refuses a span or array of a wrong length.</summary>
    /// <param name="actual">The length found.</param>
    /// <param name="expected">The length wanted.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Length(long actual, long expected, [CallerArgumentExpression(nameof(actual))] string name = "")
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{name} must be {expected}; got {actual}");
        }
    }
}
