using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Training;

public sealed class PoseBatchTests
{
    // Joints that are hidden are annotated too: COCO's rule of eight joints counts them, as ASDA's program does.
    [Fact]
    public void Fill_WhatIsPastedFor_HasAllAnnotatedJointsAndTheArea()
    {
        PoseRecipe recipe = PoseRecipe.Of(PosePreset.Tiny);
        var seen = new Seen();
        var batch = new PoseBatch(
            1, recipe.Shape(PoseSkeleton.Coco.Count), recipe.Codec(), PoseSkeleton.Coco, RandomCrop.Coco, seen);
        JointState[] states =
        [
            .. Enumerable.Repeat(JointState.Visible, 3),
            .. Enumerable.Repeat(JointState.Hidden, 6),
            .. Enumerable.Repeat(JointState.Missing, 8),
        ];
        var person = new Person(
            [.. states.Select(static (state, i) => new Joint(20 + (2 * i), 30, state))], new PersonBox(10, 10, 40, 40));
        var area = new PersonBox(2, 3, 50, 40);
        batch.Fill(0, new PoseExample(new RgbImage(64, 64), person) { PictureArea = area }, new RandomStream(1, 1));

        Assert.Equal(9, seen.Target!.LabelledJoints);
        Assert.Equal(area, seen.Target.TextureArea);
    }

    private sealed class Seen : IPastePreparation
    {
        public int PartCount => 1;

        public PasteTarget? Target { get; private set; }

        public void Prepare(RandomStream random, PasteTarget target, PasteCanvases canvases, int sample) =>
            Target = target;
    }
}
