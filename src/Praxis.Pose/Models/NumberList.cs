using System.Globalization;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Numbers of an option, separated by commas.</summary>
internal static class NumberList
{
    /// <summary>Whole numbers within a range.</summary>
    internal static int[] Of(string option, string text, int least, int most)
    {
        int[] numbers = new int[text.Split(',').Length];
        int place = 0;
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[place])
                || numbers[place] < least || numbers[place] > most)
            {
                throw new InputException(
                    $"{option} must be whole numbers from {least} to {most}, separated by commas; got {text}");
            }

            place++;
        }

        return numbers;
    }

    /// <summary>Numbers within a range.</summary>
    internal static double[] Of(string option, string text, double least, double most)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !(numbers[i] >= least && numbers[i] <= most))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{option} must be numbers from {least} to {most}, separated by commas; got {text}"));
            }
        }

        return numbers;
    }
}
