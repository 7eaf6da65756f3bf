using Praxis.Core;

namespace Praxis.Web;

/// <summary>Where data of a fit may come from: the sample, an upload, or a path below an allowed folder.</summary>
public sealed class DataPlaces
{
    /// <summary>The allowed folders, in full.</summary>
    public IReadOnlyList<string> Folders { get; } = [];

    /// <summary>Finds the data that a user names.</summary>
    /// <param name="place">"upload:ID", or a path below an allowed folder.</param>
    /// <returns>The full path, with links resolved.</returns>
    /// <exception cref="PraxisException">It is not there, or it is not allowed.</exception>
    public string Resolve(string place) => throw new UsageException("data places are not there yet");

    /// <summary>The content of an allowed folder: folders end with a slash.</summary>
    /// <param name="folder">A path below an allowed folder.</param>
    /// <returns>Names, in order.</returns>
    /// <exception cref="PraxisException">It is not there, or it is not allowed.</exception>
    public IReadOnlyList<string> List(string folder) => [];
}
