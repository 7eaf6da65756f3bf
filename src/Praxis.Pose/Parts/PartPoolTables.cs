using Praxis.Core;

namespace Praxis.Pose;

/// <summary>What a pool holds, and what was not taken, as tables.</summary>
public static class PartPoolTables
{
    /// <summary>Parts by type, then rejections by rule.</summary>
    /// <param name="pool">The pool.</param>
    /// <returns>One or two tables.</returns>
    public static IReadOnlyList<ResultTable> Of(PartPool pool)
    {
        ILookup<string, PartRejection> rejected = pool.Rejections.ToLookup(static one => one.Type);
        var tables = new List<ResultTable>
        {
            new(
                "parts",
                "Parts by type",
                ["type", "parts", "rejected", "with joints", "mean width", "mean height"],
                [
                    .. BodyPartType.All
                        .Where(type => pool.Of(type.Index).Count > 0 || rejected[type.Name].Any())
                        .Select(type => Row(type, pool.Of(type.Index), rejected[type.Name].Count())),
                    [
                        "all types",
                        pool.Count,
                        pool.Rejections.Count,
                        pool.Parts.Count(HasJoint),
                        null,
                        null,
                    ],
                ]),
        };
        if (pool.Rejections.Count > 0)
        {
            tables.Add(new ResultTable(
                "rejections",
                "Parts not taken, by the rule that they broke",
                ["rule", "parts", "as in"],
                [
                    .. ByRule(pool).Select(static group =>
                        (IReadOnlyList<object?>)[group.Key, group.Count(), Example(group)]),
                ]));
        }

        return tables;
    }

    /// <summary>Rejections by the rule that was broken, the most frequent first.</summary>
    internal static IEnumerable<IGrouping<string, PartRejection>> ByRule(PartPool pool) =>
        pool.Rejections.GroupBy(static one => one.Reason.Split(':')[0])
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key, StringComparer.Ordinal);

    /// <summary>The first of some rejections, in words.</summary>
    internal static string Example(IEnumerable<PartRejection> group)
    {
        PartRejection first = group.First();
        return $"{first.Type} of {first.Source}: {first.Reason}";
    }

    private static bool HasJoint(BodyPart part) => part.Joints.Any(static joint => joint.IsLabelled);

    private static IReadOnlyList<object?> Row(BodyPartType type, IReadOnlyList<BodyPart> parts, int rejected) =>
    [
        type.Name,
        parts.Count,
        rejected,
        parts.Count(HasJoint),
        parts.Count == 0 ? null : Math.Round(parts.Average(static part => (double)part.Image.Width), 1),
        parts.Count == 0 ? null : Math.Round(parts.Average(static part => (double)part.Image.Height), 1),
    ];
}
