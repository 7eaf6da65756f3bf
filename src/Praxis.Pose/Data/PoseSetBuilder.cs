using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Puts together what a reader found: finds pictures on the disk and maps joints.</summary>
internal static class PoseSetBuilder
{
    private const string ImageFolderName = "images";

    // Pictures have at most a hundred million pixels, so that nothing of one lies beyond this.
    private const double FarthestPlace = 1e6;

    /// <summary>Makes the set.</summary>
    /// <param name="path">The file of annotations.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="skeleton">Its joints.</param>
    /// <param name="pictures">Its pictures, with paths as the file has them.</param>
    /// <param name="categoryId">The number of the people's category, where the file has one.</param>
    public static PoseSet Build(
        string path,
        PoseInputOptions options,
        PoseSkeleton skeleton,
        IEnumerable<PosePicture> pictures,
        long categoryId = CocoResults.PersonCategory)
    {
        string folder = Folder(path, options);
        PosePicture[] placed =
        [
            .. pictures.Select(picture => picture with
            {
                Path = Path.Combine(folder, picture.Path),
                Name = picture.Path,
            }),
        ];
        if (placed.Length == 0)
        {
            throw new InputException($"{path}: holds no picture; write the annotations again");
        }

        RequireNear(path, skeleton, placed);
        ILookup<bool, PosePicture> found =
            placed.ToLookup(picture => options.AnnotationsOnly || File.Exists(picture.Path));
        if (!found[true].Any())
        {
            throw new InputException($"{path}: none of its {placed.Length} pictures is in {folder}, as"
                + $" {placed[0].Path}; pass their folder to --images");
        }

        var set = new PoseSet(skeleton, found[true], found[false].Select(picture => picture.Path))
        {
            CategoryId = categoryId,
        };
        return options.Skeleton.Length == 0
            ? set
            : PoseMapping.Between(skeleton, PoseSets.SkeletonOf(options.Skeleton), options.Mapping).Apply(set);
    }

    private static void RequireNear(string path, PoseSkeleton skeleton, PosePicture[] pictures)
    {
        foreach (PosePicture picture in pictures)
        {
            foreach (Person person in picture.People)
            {
                string place = $"{path}: {Path.GetFileName(picture.Path)}, annotation {person.Id}";
                PersonBox box = person.Box;
                if (IsFar(box.X) || IsFar(box.Y) || IsFar(box.Width) || IsFar(box.Height))
                {
                    throw new InputException(
                        $"{place}: its box is {box.Width:g4} x {box.Height:g4} at ({box.X:g4}, {box.Y:g4}), which no "
                        + "picture reaches; mend it");
                }

                int far = Enumerable.Range(0, person.Joints.Count).FirstOrDefault(
                    i => person.Joints[i].IsLabelled && (IsFar(person.Joints[i].X) || IsFar(person.Joints[i].Y)), -1);
                if (far >= 0)
                {
                    throw new InputException(
                        $"{place}: {skeleton.Joints[far]} lies at ({person.Joints[far].X:g4}, "
                        + $"{person.Joints[far].Y:g4}), which no picture reaches; mend it");
                }
            }
        }
    }

    private static bool IsFar(double place) => Math.Abs(place) > FarthestPlace;

    /// <summary>The smallest box about the labelled joints; of no joint a box of no size at 0.</summary>
    public static PersonBox BoxOf(IEnumerable<Joint> joints)
    {
        Joint[] labelled = [.. joints.Where(joint => joint.IsLabelled)];
        if (labelled.Length == 0)
        {
            return default;
        }

        double left = labelled.Min(joint => joint.X);
        double top = labelled.Min(joint => joint.Y);
        return new PersonBox(
            left, top, labelled.Max(joint => joint.X) - left, labelled.Max(joint => joint.Y) - top);
    }

    private static string Folder(string path, PoseInputOptions options)
    {
        if (options.Images.Length > 0)
        {
            return options.AnnotationsOnly || Directory.Exists(options.Images)
                ? options.Images
                : throw new InputException($"{options.Images}: no such folder; pass the one of the pictures to"
                    + " --images");
        }

        string beside = Path.GetDirectoryName(path) ?? "";
        string below = Path.Combine(beside, ImageFolderName);
        return Directory.Exists(below) ? below : beside;
    }
}
