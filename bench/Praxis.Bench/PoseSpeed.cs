using Praxis.Pose;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Training samples a second and inference of pose networks.</summary>
internal static class PoseSpeed
{
    internal static int Run(string part)
    {
        TorchRuntime.Initialize();
        if (part is "training" or "all")
        {
            PoseTrainingBench.Run();
        }

        if (part is "inference" or "all")
        {
            PoseInferenceBench.Run();
        }

        if (part is "regions" or "all")
        {
            PoseRegionBench.Run(PosePreset.Tiny);
        }

        return 0;
    }
}
