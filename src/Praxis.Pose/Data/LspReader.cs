using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Reads <c>joints.mat</c> of Leeds Sports Pose and of its extension.</summary>
/// <remarks>
/// One person a picture, 14 joints, pixels from 1, so that ½ is taken off. The extension has joints [14, 3, N], the
/// third column 1 where a joint is labelled, and pictures im00001.jpg; the first set has [3, 14, N], the third row 1
/// where it is <em>hidden</em>, and im0001.jpg. Pictures lie in the folder images beside the file.
/// A person's box is the one about the labelled joints.
/// </remarks>
public sealed class LspReader : IReader<PoseSet, PoseInputOptions>
{
    private const string FileName = "joints.mat";
    private const string Variable = "joints";
    private const int Rows = 3;

    /// <inheritdoc/>
    public string Format => "lsp";

    /// <inheritdoc/>
    public bool Accepts(string path) => MatFile.Accepts(path) || File.Exists(Path.Combine(path, FileName));

    /// <inheritdoc/>
    public PoseSet Read(string path, PoseInputOptions options)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        MatArray array = MatFile.Read(file, Variable);
        IReadOnlyList<int> lengths = array.Dimensions;
        int count = PoseSkeleton.Lsp.Count;
        bool isExtension = lengths[0] == count && lengths[1] == Rows;
        if (lengths.Count > 3 || array.Kind != MatKind.Number
            || (!isExtension && (lengths[0] != Rows || lengths[1] != count)))
        {
            throw new InputException($"{file}: {Variable} is {string.Join(" x ", lengths)}, and {Rows} x {count} x N"
                + $" (LSP) or {count} x {Rows} x N (LSPet) is read; give the data set's own file");
        }

        int people = lengths.Count == 3 ? lengths[2] : 1;
        string digits = isExtension ? "00000" : "0000";
        return PoseSetBuilder.Build(file, options, PoseSkeleton.Lsp, Enumerable.Range(0, people).Select(i =>
        {
            string name = $"im{(i + 1).ToString(digits, CultureInfo.InvariantCulture)}.jpg";
            return new PosePicture(name, [PersonOf(file, array, i)]) { Id = i + 1 };
        }));
    }

    private static Person PersonOf(string file, MatArray array, int person)
    {
        bool isExtension = array.Dimensions[1] == Rows;
        int count = PoseSkeleton.Lsp.Count;
        ReadOnlySpan<double> numbers = array.Numbers.Span.Slice(person * Rows * count, Rows * count);
        var joints = new Joint[count];
        for (int joint = 0; joint < count; joint++)
        {
            double x = numbers[isExtension ? joint : Rows * joint];
            double y = numbers[isExtension ? count + joint : (Rows * joint) + 1];
            double flag = numbers[isExtension ? (2 * count) + joint : (Rows * joint) + 2];
            if (flag is not (0 or 1))
            {
                throw Error(file, person, joint, isExtension ? "labelled" : "hidden", flag, "must be 0 or 1");
            }

            JointState state = isExtension
                ? flag == 1 ? JointState.Visible : JointState.Missing
                : flag == 1 ? JointState.Hidden : JointState.Visible;
            if (state != JointState.Missing && !double.IsFinite(x + y))
            {
                throw Error(file, person, joint, double.IsFinite(x) ? "y" : "x", double.IsFinite(x) ? y : x,
                    "must be finite where the joint is labelled");
            }

            joints[joint] = state == JointState.Missing ? default : new Joint(x - 0.5, y - 0.5, state);
        }

        return new Person(joints, PoseSetBuilder.BoxOf(joints)) { Id = person + 1 };
    }

    private static InputException Error(string file, int person, int joint, string what, double found, string must) =>
        new($"{file}: picture {person + 1}, {PoseSkeleton.Lsp.Joints[joint]}: {what} is {found}, which {must}; mend"
            + " it");
}
