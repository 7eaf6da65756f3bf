using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>Warps parts by their placements and lays them over pictures, so that gradients reach the placements.
/// </summary>
/// <remarks>
/// angle a = π r₀, tx = 2.4 r₁, ty = 2.4 r₂; θ = [[cos a, sin a, tx], [-sin a, cos a, ty]] maps the places of the
/// canvas to those of the part, so that a positive tx moves it to the left. Bilinear, zeros outside, corners aligned.
/// For each part in order x = x (1 - M) + P M. Authors' code.
/// </remarks>
internal static class PartWarp
{
    /// <summary>θ of each part.</summary>
    /// <param name="placements">r: [B, N, 3].</param>
    /// <param name="aspect">Height over width of the canvas to keep angles true on it; 1 as the authors do.</param>
    /// <returns>[B, N, 2, 3].</returns>
    internal static torch.Tensor Theta(torch.Tensor placements, double aspect)
    {
        torch.Tensor angle = placements.select(2, 0).Times(PastePlacement.AnglePerOutput);
        torch.Tensor cosine = angle.cos();
        torch.Tensor sine = angle.sin();
        torch.Tensor x = placements.select(2, 1).Times(PastePlacement.ShiftPerOutput);
        torch.Tensor y = placements.select(2, 2).Times(PastePlacement.ShiftPerOutput);
        torch.Tensor first = torch.stack([cosine, sine.Times(aspect), x], 2);
        torch.Tensor second = torch.stack([sine.neg().Over(aspect), cosine, y], 2);
        return torch.stack([first, second], 2);
    }

    /// <summary>Pictures with their parts pasted.</summary>
    /// <param name="pictures">[B, 3, H, W].</param>
    /// <param name="parts">P, 0 outside the masks: [B, N, 3, H, W].</param>
    /// <param name="masks">M, in [0, 1]: [B, N, 1, H, W].</param>
    /// <param name="theta">[B, N, 2, 3].</param>
    /// <returns>[B, 3, H, W].</returns>
    internal static torch.Tensor Composite(
        torch.Tensor pictures, torch.Tensor parts, torch.Tensor masks, torch.Tensor theta)
    {
        long batch = pictures.shape[0];
        long height = pictures.shape[2];
        long width = pictures.shape[3];
        torch.Tensor result = pictures;
        for (int part = 0; part < parts.shape[1]; part++)
        {
            torch.Tensor grid = torch.nn.functional.affine_grid(
                theta.select(1, part), [batch, 4, height, width], align_corners: true);
            torch.Tensor source = torch.cat([parts.select(1, part), masks.select(1, part)], 1);
            torch.Tensor warped = torch.nn.functional.grid_sample(
                source,
                grid,
                torch.GridSampleMode.Bilinear,
                torch.GridSamplePaddingMode.Zeros,
                align_corners: true);
            torch.Tensor mask = warped.narrow(1, 3, 1);
            result = (result * mask.neg().Plus(1)).Plus(warped.narrow(1, 0, 3) * mask);
        }

        return result;
    }
}
