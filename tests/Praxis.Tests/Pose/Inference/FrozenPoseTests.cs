using Praxis.Pose;

namespace Praxis.Tests.Pose.Inference;

public sealed class FrozenPoseTests
{
    // Float sums in another order; the greatest difference seen is 1e-5.
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Shapes => PoseNetworks.Shapes;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Session_EveryShape_EqualsTorch(string text)
    {
        PoseNetworkShape shape = PoseNetworks.Shape(text);
        using PoseNetwork network = PoseNetworks.Trained(shape);
        float[] pictures = PoseNetworks.Pictures(shape, 2);
        (float[][] maps, float[] visibility) = PoseNetworks.Evaluate(network, pictures);
        foreach (bool isWide in (bool[])[true, false])
        {
            using var frozen = new FrozenPose(network, isWide);
            using var session = new PoseSession(frozen);
            for (int picture = 0; picture < 2; picture++)
            {
                session.Run(pictures.AsSpan(picture * pictures.Length / 2, pictures.Length / 2));
                var heat = new float[session.HeatLength];
                for (int stack = 0; stack < shape.Stacks; stack++)
                {
                    session.CopyHeat(stack, heat);
                    AssertClose(maps[stack].AsSpan(picture * heat.Length, heat.Length), heat);
                }

                Assert.Equal(shape.HasVisibility ? shape.Joints : 0, session.Visibility.Length);
                AssertClose(
                    visibility.AsSpan(picture * session.Visibility.Length, session.Visibility.Length),
                    session.Visibility);
            }
        }
    }

    [Fact]
    public void Session_AfterOtherPictures_GivesTheSameBits()
    {
        PoseNetworkShape shape = PoseNetworks.Shape("Pyramid,Gated,64,64,16,2,2,True");
        using PoseNetwork network = PoseNetworks.Trained(shape);
        using var frozen = new FrozenPose(network);
        float[] pictures = PoseNetworks.Pictures(shape, 3);
        int length = pictures.Length / 3;
        using var first = new PoseSession(frozen);
        first.Run(pictures.AsSpan(2 * length, length));
        var fresh = new float[first.HeatLength];
        first.CopyHeat(1, fresh);
        using var used = new PoseSession(frozen);
        for (int picture = 0; picture < 3; picture++)
        {
            used.Run(pictures.AsSpan(picture * length, length));
        }

        var again = new float[used.HeatLength];
        used.CopyHeat(1, again);
        Assert.Equal(fresh, again);
        Assert.Equal(first.Visibility.ToArray(), used.Visibility.ToArray());
    }

    [Fact]
    public void Session_AfterTheFirstPicture_AllocatesNothing()
    {
        PoseNetworkShape shape = PoseNetworks.Shape("Pyramid,Gated,64,64,16,2,2,True");
        using PoseNetwork network = PoseNetworks.Trained(shape);
        using var frozen = new FrozenPose(network);
        using var session = new PoseSession(frozen);
        float[] picture = PoseNetworks.Pictures(shape, 1);
        var heat = new float[session.HeatLength];
        session.Run(picture);
        session.CopyHeat(1, heat);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3; i++)
        {
            session.Run(picture);
            session.CopyHeat(1, heat);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Sessions_OfManyThreads_ShareOneNetwork()
    {
        PoseNetworkShape shape = PoseNetworks.Shape("Plain,Gated,64,64,16,2,2,False");
        using PoseNetwork network = PoseNetworks.Trained(shape);
        using var frozen = new FrozenPose(network);
        float[] pictures = PoseNetworks.Pictures(shape, 8);
        int length = pictures.Length / 8;
        float[][] Run(int threads)
        {
            var maps = new float[8][];
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = threads }, picture =>
            {
                using var session = new PoseSession(frozen);
                session.Run(pictures.AsSpan(picture * length, length));
                maps[picture] = new float[session.HeatLength];
                session.CopyHeat(1, maps[picture]);
            });
            return maps;
        }

        Assert.Equal(Run(1), Run(4));
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }
}
