namespace Praxis.Core;

/// <summary>Something that a user did with an item.</summary>
/// <param name="Item">The item's identity, as in the log of the fit.</param>
/// <param name="Time">When, in Unix seconds.</param>
public sealed record UserEvent(string Item, long Time);
