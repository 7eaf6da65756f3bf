using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Pose;

/// <summary>Names of joints as annotators write them: Left Shoulder, left-shoulder, leftShoulder,
/// shoulder_left.</summary>
internal static class JointNames
{
    /// <summary>A name in small letters, its words parted by lines, the side first where there is one.</summary>
    /// <param name="name">A joint's name.</param>
    /// <returns>As left_shoulder. A single l or r beside other words is a side.</returns>
    internal static string Plain(string name)
    {
        string[] words = Words(name);
        string[] sides = [.. words.Select(word => SideOf(word, words.Length))];
        int at = Array.FindIndex(sides, static side => side.Length > 0);
        return at < 0
            ? string.Join('_', words)
            : string.Join('_', words.Where((_, i) => i != at).Prepend(sides[at]));
    }

    /// <summary>The right joint of a left one, in plain form; null for any other.</summary>
    /// <param name="name">A joint's name.</param>
    internal static string? OppositeOf(string name)
    {
        const string left = "left_";
        string plain = Plain(name);
        return plain.StartsWith(left, StringComparison.Ordinal) ? "right_" + plain[left.Length..] : null;
    }

    /// <summary>The name of both joints of a pair: elbow of Left Elbow and right_elbow.</summary>
    /// <param name="name">A joint with a side.</param>
    internal static string WithoutSide(string name)
    {
        string plain = Plain(name);
        return plain[(plain.IndexOf('_', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Refuses names that no table can show.</summary>
    /// <param name="path">The file that has them.</param>
    /// <param name="names">Names of joints.</param>
    /// <exception cref="InputException">A name has a control character, as a line's end.</exception>
    internal static void RequirePrintable(string path, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(static name => name.Any(char.IsControl)) is { } name)
        {
            throw new InputException(
                $"{path}: the joint {CellText.Plain(name)} has a control character in its name; write it without");
        }
    }

    private static string SideOf(string word, int count) => word switch
    {
        "left" or "right" => word,
        "l" when count > 1 => "left",
        "r" when count > 1 => "right",
        _ => "",
    };

    // A large letter behind a small one begins a word.
    private static string[] Words(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(name[i] is ' ' or '-' or '.' ? '_' : char.ToLowerInvariant(name[i]));
        }

        return text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries);
    }
}
