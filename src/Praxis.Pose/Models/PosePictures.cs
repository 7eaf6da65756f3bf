using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Pose;

/// <summary>Pictures of a report: what was found, heat maps, and parts as they were pasted.</summary>
internal sealed class PosePictures(FittedPose fitted, PoseData data)
{
    private const int PeopleInRow = 6;
    private const int Pasted = 6;
    private const int EpochRows = 5;
    private readonly PoseRecipe _recipe = fitted.Recipe;

    /// <summary>Draws them.</summary>
    internal List<ResultPicture> Build()
    {
        PoseTestSet[] sets = [.. data.Tests.Where(static set => set.Examples.Count > 0)];
        List<ResultPicture> pictures =
        [
            new(
                "found",
                $"Joints found, a row each of {string.Join(", ", sets.Select(static set => set.Name))};"
                    + " left blue, right orange",
                Found(sets)),
            new("heat-maps", "Heat maps of the last stack, all joints at once; full red is 1", HeatMaps(sets)),
        ];
        if (_recipe.Arm != PastingArm.None && data.Pool is { Count: > 0 } pool && data.Train.Count > 0)
        {
            pictures.Add(new ResultPicture(
                "pasted",
                fitted.Placements is null
                    ? "Parts as they are pasted in training"
                    : "The same parts where the generator puts them, from the top after epoch "
                        + $"{string.Join(", ", Epochs().Select(static epoch => epoch + 1))}",
                Pastes(pool)));
        }

        return pictures;
    }

    private byte[] Found(PoseTestSet[] sets)
    {
        // Lines are drawn on crops of the sheet's size, not enlarged with the pixels.
        int factor = Math.Max(1, PictureSheet.Side / _recipe.Width);
        var sheet = new PictureSheet(_recipe.Width * factor);
        foreach (PoseTestSet set in sets)
        {
            sheet.Add(set.Examples.Take(PeopleInRow).Select(one =>
            {
                (RgbImage crop, CropTransform place) = Crop(one, factor);
                DetectedJoint[] found = fitted.Predictor.Find(one.Image, one.Person.Box);
                DetectedJoint[] within =
                [
                    .. found.Select(joint =>
                    {
                        (double x, double y) = place.ToCrop(joint.X, joint.Y);
                        return joint with { X = x, Y = y };
                    }),
                ];
                return SkeletonOverlay.Draw(crop, fitted.Skeleton, [within], leastScore: 0);
            }));
        }

        return sheet.ToPng();
    }

    private byte[] HeatMaps(PoseTestSet[] sets)
    {
        var sheet = new PictureSheet(_recipe.Width);
        foreach (PoseTestSet set in sets.Take(3))
        {
            sheet.Add(set.Examples.Take(PeopleInRow).Select(one =>
            {
                (RgbImage crop, _) = Crop(one);
                float[] maps = fitted.Predictor.LastMaps(one.Image, one.Person.Box).Maps;
                HeatOverlay.Draw(crop, maps, _recipe.Width / 4, _recipe.Height / 4);
                return crop;
            }));
        }

        return sheet.ToPng();
    }

    private byte[] Pastes(PartPool pool)
    {
        int count = Math.Min(Pasted, data.Train.Count);
        IPastePreparation pasting = PoseEstimator.Pasting(_recipe, pool, fitted.Skeleton);
        var batch = new PoseBatch(
            count, _recipe.Shape(fitted.Skeleton.Count), _recipe.Codec(), fitted.Skeleton, RandomCrop.Mpii, pasting);
        for (int i = 0; i < count; i++)
        {
            batch.Fill(i, data.Train[i], random: null);
            pasting.Prepare(
                new RandomStream(1, (ulong)i, 64),
                PasteTarget.OfCrop(_recipe.Width, _recipe.Height) with
                {
                    Joints = PoseMapping.Find(fitted.Skeleton, PoseSkeleton.Mpii)?.Apply(
                        CropTransform.Of(data.Train[i].Person.Box, _recipe.Width, _recipe.Height)
                            .ToCrop(data.Train[i].Person.Joints, fitted.Skeleton)),
                    Texture = data.Train[i].Image,
                    TextureArea = data.Train[i].PictureArea,
                },
                batch.Canvases,
                i);
        }

        var sheet = new PictureSheet(_recipe.Width);
        foreach (int epoch in Epochs())
        {
            sheet.Add(Enumerable.Range(0, count).Select(i =>
            {
                if (fitted.Placements is not null)
                {
                    Place(batch.Canvases, i, epoch);
                }

                var picture = batch.Pictures.AsSpan(i * batch.PictureLength, batch.PictureLength).ToArray();
                PartCompositor.Composite(picture, batch.Canvases, i);
                return ToImage(picture);
            }));
        }

        return sheet.ToPng();
    }

    private int[] Epochs()
    {
        if (fitted.Placements is null)
        {
            return [0];
        }

        int last = (int)fitted.Placements.Shape[0] - 1;
        return [.. Enumerable.Range(0, EpochRows).Select(row => row * last / (EpochRows - 1)).Distinct()];
    }

    private void Place(PasteCanvases canvases, int sample, int epoch)
    {
        for (int part = 0; part < canvases.PartCount; part++)
        {
            int place = canvases.Place(sample, part);
            int type = Math.Max(0, canvases.Types[place]);
            canvases.Placements[place] = PlacementHistory.Placement(fitted.Placements!, epoch, sample, type);
        }
    }

    private (RgbImage Image, CropTransform Place) Crop(PoseExample one, int factor = 1)
    {
        var place = CropTransform.Of(one.Person.Box, _recipe.Width * factor, _recipe.Height * factor);
        return (CropSampler.ToImage(one.Image, place, PoseBatch.SamplesPerSide(place.Scale)), place);
    }

    private RgbImage ToImage(float[] picture)
    {
        int size = _recipe.Width * _recipe.Height;
        var image = new RgbImage(_recipe.Width, _recipe.Height);
        (float Red, float Green, float Blue) mean = PixelNormalisation.ImageNet.Mean;
        (float Red, float Green, float Blue) deviation = PixelNormalisation.ImageNet.Deviation;
        for (int pixel = 0; pixel < size; pixel++)
        {
            Span<byte> colour = image.Pixels.AsSpan(pixel * RgbImage.Channels, RgbImage.Channels);
            colour[0] = ToByte((picture[pixel] * deviation.Red) + mean.Red);
            colour[1] = ToByte((picture[size + pixel] * deviation.Green) + mean.Green);
            colour[2] = ToByte((picture[(2 * size) + pixel] * deviation.Blue) + mean.Blue);
        }

        return image;

        static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round(255 * value), 0, 255);
    }
}
