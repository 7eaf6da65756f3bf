using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Lists the pictures of a folder.</summary>
public static class ImageFolder
{
    /// <summary>The pictures of a folder and those below it, or one picture.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <returns>Paths in ordinal order, at least one.</returns>
    /// <exception cref="InputException">There is no such folder or no picture in it.</exception>
    public static IReadOnlyList<string> List(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new InputException($"{path}: no such file or folder; check the path of the pictures");
        }

        string[] files = [.. DataFolder.Files(path).Where(ImageFile.Accepts)];
        return files.Length > 0
            ? files
            : throw new InputException($"{path}: holds no picture; jpg, jpeg, png, bmp and webp are read");
    }
}
