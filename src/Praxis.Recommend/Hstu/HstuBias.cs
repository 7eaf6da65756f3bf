namespace Praxis.Recommend;

/// <summary>What the relative attention bias of HSTU looks at.</summary>
public enum HstuBias
{
    /// <summary>Distance in places and in time.</summary>
    PositionAndTime,

    /// <summary>Distance in places.</summary>
    Position,

    /// <summary>Distance in time.</summary>
    Time,

    /// <summary>Nothing: there is no bias.</summary>
    None,
}

/// <summary>The parts of a bias.</summary>
internal static class HstuBiases
{
    internal static bool HasPosition(this HstuBias bias) => bias is HstuBias.PositionAndTime or HstuBias.Position;

    internal static bool HasTime(this HstuBias bias) => bias is HstuBias.PositionAndTime or HstuBias.Time;
}
