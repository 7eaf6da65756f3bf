using System.Globalization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Which pictures of a file are learnt from, chosen by and tested on: places from 0.</summary>
internal sealed record PictureRanges(
    IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Reads the ranges of the options.</summary>
    /// <param name="input">Train, validation and test.</param>
    /// <param name="count">Pictures of the file.</param>
    /// <param name="testsOnly">Whether all pictures are tested on where no range says otherwise.</param>
    /// <exception cref="InputException">A range is malformed, outside the file, or meets another.</exception>
    internal static PictureRanges Of(PoseInputOptions input, int count, bool testsOnly)
    {
        if (testsOnly && input.Test.Length == 0)
        {
            return new PictureRanges([], [], [.. Enumerable.Range(0, count)]);
        }

        int tenth = Math.Max(1, count / 10);
        int[] test = Parse("test", input.Test, count) ?? [.. Enumerable.Range(count - tenth, tenth)];
        if (testsOnly)
        {
            return new PictureRanges([], [], test);
        }

        int[] train = Parse("train", input.Train, count) ?? [.. Enumerable.Range(0, Math.Max(0, count - (2 * tenth)))];
        int[] validation = Parse("validation", input.Validation, count)
            ?? [.. Enumerable.Range(Math.Max(0, count - (2 * tenth)), Math.Min(tenth, count))];
        Refuse("--train", train, "--validation", validation);
        Refuse("--train", train, "--test", test);
        Refuse("--validation", validation, "--test", test);
        return new PictureRanges(train, validation, test);
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
