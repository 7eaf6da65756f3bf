using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>The head boxes of MPII's validation people: <c>headboxes_src</c> [2, 2, people] of gt_valid.mat, the upper
/// left and the lower right corner, pixels from 1.</summary>
internal static class MpiiHeadBoxes
{
    private const string Variable = "headboxes_src";

    public static PersonBox[] Read(string path, int count)
    {
        MatArray array = MatFile.Read(path, Variable);
        ReadOnlySpan<double> corners = array.Numbers.Span;
        if (corners.Length != 4 * count)
        {
            throw new InputException($"{path}: {Variable} has {corners.Length} numbers where {count} people need"
                + $" {4 * count}; give the file that belongs to the annotations");
        }

        var boxes = new PersonBox[count];
        for (int i = 0; i < count; i++)
        {
            // [corner, x or y, person], column-major: x of both corners, then y of both.
            ReadOnlySpan<double> box = corners.Slice(4 * i, 4);
            boxes[i] = new PersonBox(box[0] - 0.5, box[2] - 0.5, box[1] - box[0], box[3] - box[2]);
        }

        return boxes;
    }
}
