using Praxis.Core;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>What a program does that references the library.</summary>
public sealed class PoseLibraryTests
{
    [Fact]
    public void Estimator_ReadFitFindAndLoad_IsWhatTheDocsPageShows()
    {
        using var place = new PosePlace("hourglass");
        var estimator = new HourglassEstimator(new HourglassOptions { Preset = PosePreset.Tiny, Epochs = 1 });
        var context = new FitContext { Seed = 42 };
        PoseData people = estimator.Read(place.DataPath, new PoseInputOptions(), context);
        using FittedPose fitted = estimator.Fit(people, context);
        string folder = Directory.CreateDirectory(place["model"]).FullName;
        fitted.Save(folder);

        using var loaded = FittedPose.Load(folder);
        RgbImage picture = Picture(96, 80);
        IReadOnlyList<DetectedJoint> joints = loaded.Find(picture, new PersonBox(8, 4, 60, 70));

        Assert.Equal(loaded.Skeleton.Count, joints.Count);
        Assert.Equal(fitted.Find(picture, new PersonBox(8, 4, 60, 70)), joints);
        Assert.Equal(loaded.Skeleton.Count, loaded.Find(picture).Count);
    }

    [Fact]
    public void Estimator_OptionsOutOfRange_AreRefusedBeforeReading()
    {
        var estimator = new HourglassEstimator(new HourglassOptions { Channels = 12 });
        PraxisException refusal = Assert.ThrowsAny<PraxisException>(() =>
            estimator.Read("nowhere.json", new PoseInputOptions(), new FitContext()));
        Assert.Contains("--channels must be a multiple of 8", refusal.Message, StringComparison.Ordinal);
    }

    private static RgbImage Picture(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(37 * i);
        }

        return new RgbImage(width, height, pixels);
    }
}
