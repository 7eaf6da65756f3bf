using System.Globalization;
using System.Text.RegularExpressions;

namespace Praxis.Motion;

/// <summary>The part of the body that a joint's name means, whatever the software that named it.</summary>
internal static partial class BodyParts
{
    private static readonly (string Part, string[] Names)[] Known =
    [
        ("hips", ["hips", "hip", "pelvis", "root"]),
        ("spine", ["spine", "lowerback", "abdomen", "torso", "chest", "upperback", "thorax"]),
        ("neck", ["neck", "lowerneck", "upperneck"]),
        ("head", ["head"]),
        ("clavicle", ["collar", "clavicle"]),
        ("shoulder", ["shoulder"]),
        ("arm", ["arm", "upperarm", "uparm", "shldr", "humerus"]),
        ("forearm", ["forearm", "lowerarm", "loarm", "elbow", "radius"]),
        ("wrist", ["wrist"]),
        ("hand", ["hand"]),
        ("fingers", ["fingerbase"]),
        ("fingertips", ["fingers"]),
        ("index", ["handindex", "index", "indexfinger"]),
        ("thumb", ["thumb", "handthumb"]),
        ("hipjoint", ["hipjoint"]),
        ("thigh", ["upleg", "thigh", "upperleg", "femur"]),
        ("shin", ["leg", "lowerleg", "loleg", "knee", "shin", "tibia", "calf"]),
        ("ankle", ["ankle"]),
        ("foot", ["foot"]),
        ("toes", ["toebase", "toe", "toes", "ball"]),
    ];

    /// <summary>The part of each joint, by all names of one skeleton.</summary>
    /// <returns>[names]: as in "l.thigh.0"; the number counts joints of one part from the root on. Null for none.
    /// </returns>
    public static string?[] Of(IReadOnlyList<string> names)
    {
        (string Side, string Part, bool IsEnd)?[] parts = [.. names.Select(Parse)];
        Settle(parts);
        var counts = new Dictionary<string, int>();
        var keys = new string?[names.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            if (parts[i] is { } part)
            {
                string key = $"{part.Side}.{part.Part}{(part.IsEnd ? ".end" : "")}";
                int count = counts.GetValueOrDefault(key);
                counts[key] = count + 1;
                keys[i] = string.Create(CultureInfo.InvariantCulture, $"{key}.{count}");
            }
        }

        return keys;
    }

    /// <summary>What each name has beside its side, whatever it means.</summary>
    /// <returns>[names]: as in "l.thigh"; null for a name without a side.</returns>
    public static string?[] SidesOf(IReadOnlyList<string> names) => [.. names.Select(static name =>
    {
        (string bare, bool isEnd) = Bare(name);
        return Sides().Where(one => one.Form.IsMatch(bare))
            .Select(one => $"{one.Side}.{one.Form.Match(bare).Groups["rest"].Value.ToLowerInvariant()}"
                + (isEnd ? ".end" : ""))
            .FirstOrDefault();
    })];

    // Words that mean one part in one skeleton and its neighbour in another.
    private static void Settle((string Side, string Part, bool IsEnd)?[] parts)
    {
        bool Has(string part) => parts.Any(one => one?.Part == part);

        Rename("hips", "thigh", hasSide: true);
        if (Has("ankle"))
        {
            Rename("foot", "toes", hasSide: true);
        }

        Rename("ankle", "foot", hasSide: true);
        if (Has("wrist"))
        {
            Rename("index", "fingertips", hasSide: true);
            Rename("hand", "fingers", hasSide: true);
        }
        else if (Has("fingers"))
        {
            Rename("index", "fingertips", hasSide: true);
        }

        Rename("wrist", "hand", hasSide: true);
        if (Has("clavicle"))
        {
            Rename("shoulder", "arm", hasSide: true);
        }
        else
        {
            Rename("shoulder", "clavicle", hasSide: true);
        }

        void Rename(string from, string to, bool hasSide)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i] is { } part && part.Part == from && (part.Side != "" || !hasSide))
                {
                    parts[i] = (part.Side, to, part.IsEnd);
                }
            }
        }
    }

    private static (string Side, string Part, bool IsEnd)? Parse(string name)
    {
        (string bare, bool isEnd) = Bare(name);
        foreach ((string side, Regex form) in Sides())
        {
            if (form.Match(bare) is { Success: true } match && Part(match.Groups["rest"].Value) is { } sided)
            {
                return (side, sided, isEnd);
            }
        }

        return Part(bare) is { } part ? ("", part, isEnd) : null;
    }

    // Without a prefix of the software, as in mixamorig:LeftArm or Bip01 L Thigh, and without the word for an end.
    private static (string Bare, bool IsEnd) Bare(string name)
    {
        string bare = Prefix().Replace(name[(name.LastIndexOf(':') + 1)..], "");
        string withoutEnd = End().Replace(bare, "");
        return (withoutEnd, withoutEnd.Length < bare.Length);
    }

    private static (string Side, Regex Form)[] Sides() => [("l", Left()), ("r", Right())];

    private static string? Part(string text)
    {
        string word = Filler().Replace(text, "").ToLowerInvariant();
        return Known.FirstOrDefault(known => known.Names.Contains(word)).Part;
    }

    [GeneratedRegex(@"^Bip\d*[ _]?", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    [GeneratedRegex("[ _.]?(End|Site|Nub)$", RegexOptions.IgnoreCase)]
    private static partial Regex End();

    [GeneratedRegex(@"^(?i:left)[ _.]?(?<rest>.+)$|^[lL][ _.]?(?<rest>.+)$|^(?<rest>.+)[ _.][lL]$")]
    private static partial Regex Left();

    [GeneratedRegex(@"^(?i:right)[ _.]?(?<rest>.+)$|^[rR][ _.]?(?<rest>.+)$|^(?<rest>.+)[ _.][rR]$")]
    private static partial Regex Right();

    [GeneratedRegex(@"[ _.\-0-9]")]
    private static partial Regex Filler();
}
