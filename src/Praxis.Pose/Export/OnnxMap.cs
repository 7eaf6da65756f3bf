namespace Praxis.Pose;

/// <summary>A tensor within an ONNX graph: [N, C, H, W].</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
internal sealed record OnnxMap(string Name, int Channels, int Height, int Width);
