using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>One way to fill the canvases of a picture: parts placed at random or by joints, patches.</summary>
/// <remarks>All arms of a comparison fill the same canvases, so that what follows is the same code. Implementations
/// keep no state between calls and are safe on several threads.</remarks>
public interface IPastePreparation
{
    /// <summary>Most parts that a picture gets; canvases have as many places.</summary>
    int PartCount { get; }

    /// <summary>Fills a picture's places and says where its parts go.</summary>
    /// <param name="random">The stream of the picture: all draws come from it.</param>
    /// <param name="target">The picture.</param>
    /// <param name="canvases">Receives the parts; places without one are empty.</param>
    /// <param name="sample">The picture's place in the batch.</param>
    void Prepare(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample);
}
