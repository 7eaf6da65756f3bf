using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>A folder of label maps, a file for each picture and named as it is.</summary>
internal sealed class LabelMapFolder
{
    private const string LabelList = "label_list";
    private const string GroundTruth = "groundtruth";
    private readonly Dictionary<string, string> _maps;
    private readonly string[]? _clothes;

    /// <summary>Lists a folder.</summary>
    /// <exception cref="InputException">There is no such folder, or no map in it.</exception>
    internal LabelMapFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"{folder}: no such folder; check the path given to --parsing");
        }

        _maps = FilesByStem(folder, static path =>
            IsPng(path) || (MatFile.Accepts(path) && Path.GetFileNameWithoutExtension(path) != LabelList));
        if (_maps.Count == 0)
        {
            throw new InputException($"{folder}: holds no label map; png (LIP) and mat (CCP) are read");
        }

        _clothes = _maps.Values.All(IsPng) ? null : Clothes(folder);
    }

    /// <summary>The files of a folder and those below it by their names without ending; the first of a name.</summary>
    internal static Dictionary<string, string> FilesByStem(string folder, Func<string, bool> isWanted)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in DataFolder.Files(folder).Where(isWanted))
        {
            files.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return files;
    }

    /// <summary>Whether a name ends like a PNG file.</summary>
    internal static bool IsPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>The map of a picture, with LIP's labels; null where there is none.</summary>
    /// <exception cref="InputException">The map cannot be used; one line with the mend.</exception>
    internal ParsingMap? Of(string picture)
    {
        if (!_maps.TryGetValue(Path.GetFileNameWithoutExtension(picture), out string? path))
        {
            return null;
        }

        return IsPng(path)
            ? ParsingPng.Read(path, ParsingMap.LipNames)
            : ClothingParsing.ToLip(ReadMat(path));
    }

    private static string[] Clothes(string folder)
    {
        string name = LabelList + ".mat";
        string[] places =
        [
            Path.Combine(folder, name),
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))!, name),
        ];
        string path = places.FirstOrDefault(File.Exists)
            ?? throw new InputException(
                $"{folder}: {name}, which names the labels of its mat files, is neither in it nor above it; put it"
                + " there");
        return [.. MatFile.Read(path, LabelList).Cells.Select(static cell => cell.Text)];
    }

    private ParsingMap ReadMat(string path)
    {
        MatArray array = MatFile.Read(path, GroundTruth);
        int height = array.Dimensions[0];
        int width = array.Dimensions[1];
        ReadOnlySpan<double> numbers = array.Numbers.Span;
        if (array.Dimensions.Count != 2 || numbers.Length != (long)width * height || numbers.IsEmpty)
        {
            throw new InputException($"{path}: {GroundTruth} must be a matrix of label numbers; copy the file again");
        }

        var labels = new int[numbers.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            double label = numbers[(i % width * height) + (i / width)];
            if (!(label >= 0 && label < _clothes!.Length && label == Math.Floor(label)))
            {
                throw new InputException($"{path}: has label {label} where 0 to {_clothes!.Length - 1} have names");
            }

            labels[i] = (int)label;
        }

        return new ParsingMap(width, height, labels, _clothes!);
    }
}
