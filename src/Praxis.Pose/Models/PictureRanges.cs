using System.Globalization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Which pictures of a file are learnt from, chosen by and tested on: places from 0.</summary>
internal sealed record PictureRanges(
    IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    private const int FewestPictures = 3;

    /// <summary>Reads the ranges of the options.</summary>
    /// <param name="input">Train, validation and test.</param>
    /// <param name="count">Pictures of the file.</param>
    /// <exception cref="InputException">A range is malformed, outside the file, or meets another, or there are fewer
    /// pictures than parts to play.</exception>
    internal static PictureRanges Of(PoseInputOptions input, int count)
    {
        if (count < FewestPictures)
        {
            throw new InputException(
                $"{count} picture{(count == 1 ? " is" : "s are")} there, and one to learn from, one to choose by and"
                + " one to be tested on are needed; annotate more");
        }

        int[]? train = Parse("train", input.Train, count);
        int[]? validation = Parse("validation", input.Validation, count);
        int[] test = Parse("test", input.Test, count)
            ?? Left("test", count, [.. train ?? [], .. validation ?? []], Tenth(count));
        validation ??= Left("validation", count, [.. train ?? [], .. test], Tenth(count));
        train ??= Left("train", count, [.. validation, .. test], count);
        Refuse("--train", train, "--validation", validation);
        Refuse("--train", train, "--test", test);
        Refuse("--validation", validation, "--test", test);
        return new PictureRanges(train, validation, test);
    }

    /// <summary>Pictures that an evaluation is asked about: all where no range says otherwise.</summary>
    internal static IReadOnlyList<int> OfTests(PoseInputOptions input, int count) =>
        Parse("test", input.Test, count) ?? [.. Enumerable.Range(0, count)];

    private static int Tenth(int count) => Math.Max(1, count / 10);

    // The last pictures that play no part yet.
    private static int[] Left(string option, int count, int[] taken, int most)
    {
        int[] left = [.. Enumerable.Range(0, count).Except(taken).TakeLast(most)];
        return left.Length > 0
            ? left
            : throw new InputException(
                $"no picture of {count} is left for --{option}; give ranges for train, validation and test that do not"
                + " meet");
    }

    private static void Refuse(string first, int[] one, string second, int[] other)
    {
        int[] both = [.. one.Intersect(other).Take(1)];
        if (both.Length > 0)
        {
            throw new InputException(
                $"{first} and {second} share picture {both[0] + 1}; give ranges for train, validation and test that do"
                + " not meet");
        }
    }

    private static int[]? Parse(string option, string text, int count)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var places = new SortedSet<int>();
        foreach (string range in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = range.Split('-', StringSplitOptions.TrimEntries);
            bool isRange = ends.Length <= 2
                & int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                & int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last);
            if (!isRange || first < 1 || last < first)
            {
                throw new InputException($"--{option} must be like 1-8000 or 1-900,950; got {text}");
            }

            if (first > count)
            {
                throw new InputException($"--{option} begins at {first}; {count} pictures of the file are there");
            }

            if (last > count)
            {
                throw new InputException($"--{option} ends at {last}; {count} pictures of the file are there");
            }

            places.UnionWith(Enumerable.Range(first - 1, last - first + 1));
        }

        return [.. places];
    }
}
