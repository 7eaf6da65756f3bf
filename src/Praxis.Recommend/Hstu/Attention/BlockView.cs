namespace Praxis.Recommend;

/// <summary>How much of a block of scores its rows see.</summary>
internal enum BlockView
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Some pairs; the others need a mask.</summary>
    Some,

    /// <summary>Every pair.</summary>
    All,
}
