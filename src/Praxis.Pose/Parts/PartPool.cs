namespace Praxis.Pose;

/// <summary>Parts to paste, by type.</summary>
public sealed class PartPool
{
    private readonly BodyPart[][] _parts;

    /// <summary>Makes a pool.</summary>
    /// <param name="parts">Its parts; each type keeps their order.</param>
    /// <param name="rejections">Parts that were not taken.</param>
    public PartPool(IEnumerable<BodyPart> parts, IEnumerable<PartRejection>? rejections = null)
    {
        ILookup<int, BodyPart> byType = parts.ToLookup(part => part.Type.Index);
        _parts = [.. BodyPartType.All.Select(type => byType[type.Index].ToArray())];
        Types = [.. BodyPartType.All.Where(type => _parts[type.Index].Length > 0)];
        Rejections = rejections is null ? [] : [.. rejections];
    }

    /// <summary>The types that have a part, in their order.</summary>
    public IReadOnlyList<BodyPartType> Types { get; }

    /// <summary>Number of parts of all types.</summary>
    public int Count => _parts.Sum(static parts => parts.Length);

    /// <summary>All parts, type by type.</summary>
    public IEnumerable<BodyPart> Parts => _parts.SelectMany(static parts => parts);

    /// <summary>What was not taken and why.</summary>
    public IReadOnlyList<PartRejection> Rejections { get; }

    /// <summary>The parts of a type.</summary>
    /// <param name="type">The type's number, 0 to 24.</param>
    public IReadOnlyList<BodyPart> Of(int type) => _parts[type];
}
