namespace Praxis.Core;

/// <summary>A fitted result that lives in a folder of its own.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IFitted<TSelf>
    where TSelf : IFitted<TSelf>
{
    /// <summary>Writes everything that <see cref="Load"/> needs.</summary>
    /// <param name="folder">An existing, empty folder.</param>
    void Save(string folder);

    /// <summary>Reads what <see cref="Save"/> wrote; predictions are the same to the last bit on the same
    /// machine.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The fitted result.</returns>
    /// <exception cref="InputException">The folder is not of this type or is damaged.</exception>
    static abstract TSelf Load(string folder);
}
